using System.Text;
using PolicyEngine.Bench.Timing;
using PolicyEngine.Policies;
using PolicyEngine.Workflows;

namespace PolicyEngine.Bench.Lists;

/// <summary>Compares chains of list calls, each as a rule of its own, with the same in LINQ over lists of decimals and objects.</summary>
internal static class ListContest
{
    private static readonly (string Chain, Func<HandFacts, bool> Hand)[] Chains =
    [
        ("m.items.Where(x => x.v > 3).Count() > 4", m => m.Items.Where(x => x.V > 3).Count() > 4),
        ("m.items.Where(x => x.tag == \"a\").Sum(x => x.v) > 20", m => m.Items.Where(x => x.Tag == "a").Sum(x => x.V) > 20),
        ("m.items.Where(x => x.v > 3).Where(x => x.w > 3).Average(x => x.v) > 6", m => m.Items.Where(x => x.V > 3).Where(x => x.W > 3).Average(x => x.V) > 6),
        ("m.items.Where(x => x.v / x.w > 1).Average(x => x.v) > 6", m => m.Items.Where(x => x.V / x.W > 1).Average(x => x.V) > 6),
        ("m.items.Select(x => x.v * x.w).Sum() > 300", m => m.Items.Select(x => x.V * x.W).Sum() > 300),
        ("m.items.OrderByDescending(x => x.v).Take(3).Average(x => x.w) > 5", m => m.Items.OrderByDescending(x => x.V).Take(3).Average(x => x.W) > 5),
        ("m.items.Select(x => x.tag).Distinct().Count() > 2", m => m.Items.Select(x => x.Tag).Distinct(StringComparer.Ordinal).Count() > 2),
        ("m.items.Select(x => x.v).Contains(7)", m => m.Items.Select(x => x.V).Contains(7)),
        ("m.items.All(x => x.tag in (\"a\", \"b\", \"c\", \"d\"))", m => m.Items.All(x => Tags.Contains(x.Tag, StringComparer.Ordinal))),
        ("m.items.Any(x => m.items.Where(y => y.v > x.w).Skip(2).Any(y => y.tag == \"e\"))", m => m.Items.Any(x => m.Items.Where(y => y.V > x.W).Skip(2).Any(y => y.Tag == "e"))),
    ];

    private static readonly string[] Tags = ["a", "b", "c", "d"];

    public static void Run(int rounds)
    {
        var contest = new Contest("lists", rounds);
        var subjects = Enumerable.Range(4, 20).Select(HandFacts.Of).ToArray();
        foreach (var (chain, hand) in Chains)
        {
            var policy = Compile(chain);
            policy.Translate();
            var facts = Array.ConvertAll(subjects, s => policy.ReadInputs(Encoding.UTF8.GetBytes(s.ToJson()))!);
            for (var i = 0; i < facts.Length; i++)
            {
                if (policy.EvaluateRules(facts[i])[0].Outcome != (hand(subjects[i]) ? Outcome.Met : Outcome.NotMet))
                    throw new InvalidOperationException($"`{chain}` differs from LINQ");
            }

            contest.Add(chain, i => policy.Program.Return(policy.Program.Run(facts[i % facts.Length])));
            contest.Add(InLinq(chain), i => hand(subjects[i % subjects.Length]));
        }

        contest.Run();
        foreach (var (chain, _) in Chains)
            Ratio.Print($"ours/LINQ {chain}", contest[chain].Nanoseconds / contest[InLinq(chain)].Nanoseconds, "lists of 5 to 24 items");
    }

    private static string InLinq(string chain) => $"  (in LINQ: {chain})";

    private static CompiledPolicy Compile(string chain)
    {
        const string Model = """
            { "kind": "fact-model", "id": "people", "title": { "en": "People", "zh-CN": "人员" }, "input": "m", "about": { "id": "id", "name": "id" },
              "schema": { "type": "object", "required": ["id"], "properties": { "id": { "type": "string" }, "items": { "type": "array", "items": { "type": "object", "properties": {
                "v": { "type": "number" }, "w": { "type": "number" }, "tag": { "type": "string" } } } } } } }
            """;
        var policy = $$"""
            { "kind": "promotion-eligibility", "id": "p", "title": { "en": "P", "zh-CN": "策" }, "model": "people",
              "workflow": { "WorkflowName": "p", "Rules": [{ "RuleName": "r", "Expression": {{System.Text.Json.JsonSerializer.Serialize(chain)}} }] } }
            """;
        var set = PolicySet.Compile([Repository.Read(Model), Repository.Read(policy)], reuse: null, out var diagnostics);
        return set.FindPolicy("p") ?? throw new InvalidOperationException(string.Join('\n', diagnostics.SelectMany(d => d.Value)));
    }

    private sealed record HandItem(decimal V, decimal W, string Tag);

    private sealed record HandFacts(List<HandItem> Items)
    {
        /// <summary>Creates a subject, always the same for a seed.</summary>
        public static HandFacts Of(int seed) => new([.. Enumerable.Range(0, seed + 1).Select(i => new HandItem((((seed + i) * 7) % 23 / 2m) + 1, (((seed + i) * 5) % 11 / 2m) + 1, ((char)('a' + ((seed + (i * 3)) % 5))).ToString()))]);

        public string ToJson() => System.Text.Json.JsonSerializer.Serialize(new { id = "1", items = Items.Select(i => new { v = i.V, w = i.W, tag = i.Tag }) });
    }
}

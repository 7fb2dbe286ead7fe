using PolicyEngine.Bench.Timing;
using PolicyEngine.Facts;
using PolicyEngine.Policies;
using PolicyEngine.Reference;

namespace PolicyEngine.Bench.Scheme;

/// <summary>The reference scheme: a whole appraisal, and the workflows of its policies against the stock engine on the same typed facts.</summary>
internal static class SchemeContest
{
    private static readonly string[] Policies = ["kam-promotion", "kam-training", "kam-rewards"];

    public static void Run(string root, int rounds)
    {
        var set = Repository.Compile(root);
        foreach (var policy in set.Policies)
            policy.Translate();
        var managers = Managers(root);
        var scheme = set.FindScheme("kam-annual")!;
        var contest = new Contest("scheme", rounds);
        contest.Add("whole appraisal, bytes to result with reasons", i => scheme.Appraise(managers[i % managers.Length]));
        foreach (var policy in Policies.Select(p => set.FindPolicy(p)!))
            Add(contest, policy);
        contest.Run();
        foreach (var id in Policies)
            Ratio.Print($"{id} stock/ours", contest[Stock(id)].Nanoseconds / contest[Ours(id)].Nanoseconds, "the same typed facts");
    }

    /// <summary>Appraises again and again, for a profiler.</summary>
    public static void Loop(string root, TimeSpan time)
    {
        var set = Repository.Compile(root);
        foreach (var policy in set.Policies)
            policy.Translate();
        var managers = Managers(root);
        var scheme = set.FindScheme("kam-annual")!;
        var contest = new Contest("scheme", rounds: 1);
        contest.Add("appraisal", i => scheme.Appraise(managers[i % managers.Length]));
        contest.Loop("appraisal", time);
    }

    private static byte[][] Managers(string root) =>
        [.. Directory.GetFiles(Path.Combine(root, "samples", "managers"), "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    private static string Ours(string policy) => policy + ", ours, typed facts";

    private static string Stock(string policy) => policy + ", stock, typed facts";

    private static void Add(Contest contest, CompiledPolicy policy)
    {
        var generator = new GeneratedFacts(20_250_101, []);
        var facts = Enumerable.Range(0, 50).Select(_ => policy.Inputs.Select(generator.Next).ToArray()).ToArray();
        var reference = ReferenceWorkflow.Create(policy, policy.Library!);
        foreach (var input in facts)
        {
            if (ReferenceComparison.Differences(policy.EvaluateRules(input), reference.Evaluate(input), out _).Count > 0)
                throw new InvalidOperationException($"`{policy.Policy.Id}` and the stock engine differ");
        }

        FactObject?[][] inputs = facts;
        contest.Add(Ours(policy.Policy.Id), i => policy.Program.Return(policy.Program.Run(inputs[i % inputs.Length])));
        contest.Add(Stock(policy.Policy.Id), i => reference.Evaluate(facts[i % facts.Length]));
    }
}

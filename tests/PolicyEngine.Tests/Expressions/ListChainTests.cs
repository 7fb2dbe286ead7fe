using System.Text;
using System.Text.Json;
using PolicyEngine.Policies;
using PolicyEngine.Reference;
using PolicyEngine.Tests.Policies;
using PolicyEngine.Tests.Workflows;

namespace PolicyEngine.Tests.Expressions;

/// <summary>Chains of list calls have the same results as lists created one after another, but allocate nothing.</summary>
public sealed class ListChainTests
{
    private static readonly string[][] Lines =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Expressions", "list-chains.tsv")).Where(l => l[0] != '#').Select(l => l.Split('\t'))];

    private static readonly (string Name, byte[] Facts)[] Subjects =
        [.. Lines.Where(l => l[0][0] == '@').Select(l => (l[0][1..], Encoding.UTF8.GetBytes(l[1].Insert(1, "\"id\": \"1\", "))))];

    public static TheoryData<string, string> Chains()
    {
        var data = new TheoryData<string, string>();
        foreach (var line in Lines.Where(l => l[0][0] is not ('@' or '$')))
            data.Add(line[0], string.Join(" | ", line[1..]));
        return data;
    }

    [Theory]
    [MemberData(nameof(Chains))]
    public void A_chain_comes_to_the_same_by_either_code_whatever_was_decided_before(string chain, string expected)
    {
        var policy = Compiled(chain);

        Assert.Equal(expected, string.Join(" | ", Subjects.Select(s => AnswerOf(policy, s.Facts))));
        policy.Translate();
        Assert.Equal(expected, string.Join(" | ", Subjects.Select(s => AnswerOf(policy, s.Facts))));
        Assert.Equal(expected, string.Join(" | ", Subjects.Reverse().Select(s => AnswerOf(policy, s.Facts)).Reverse()));
    }

    [Theory]
    [MemberData(nameof(Chains))]
    public void RulesEngine_says_the_same_of_complete_facts(string chain, string expected)
    {
        var policy = Compiled(chain);
        var inputs = policy.ReadInputs(Subjects[0].Facts)!;

        var theirs = Assert.Single(ReferenceWorkflow.Create(policy, policy.Library!).Evaluate([.. inputs.Select(i => i!)]));

        var fails = expected.Split(" | ")[0] is not ("met" or "notMet");
        Assert.Equal(fails, theirs.Fault is not null);
        Assert.Equal(fails ? "failed" : expected.Split(" | ")[0], fails ? "failed" : theirs.Met ? "met" : "notMet");
    }

    [Theory]
    [MemberData(nameof(Chains))]
    public void A_chain_allocates_nothing(string chain, string expected) =>
        AssertAllocatesNothing(chain, Subjects.Where((_, i) => expected.Split(" | ")[i] is "met" or "notMet").Select(s => s.Facts));

    [Fact]
    public void Subjects_with_lists_of_many_lengths_allocate_nothing() => AssertAllocatesNothing(
        "m.items.Where(x => x.v / x.w > 1).OrderByDescending(x => x.v).Skip(2).Take(20).Select(x => x.tag).Distinct().Count() > 1",
        Enumerable.Range(1, 60).Select(n => Encoding.UTF8.GetBytes($$"""{ "id": "1", "items": [{{string.Join(", ", Enumerable.Range(1, n).Select(i => $$"""{ "v": {{i}}, "w": 2, "tag": "t{{i % 7}}" }"""))}}] }""")));

    private static void AssertAllocatesNothing(string chain, IEnumerable<byte[]> facts)
    {
        var policy = Compiled(chain);
        policy.Translate();
        var inputs = facts.Select(f => policy.ReadInputs(f)!).ToList();
        for (var i = 0; i < 100; i++)
            Run();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            Run();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run()
        {
            foreach (var input in inputs)
                policy.Program.Return(policy.Program.Run(input));
        }
    }

    [Theory]
    [InlineData("m.items.OrderBy(x => x.v).Select(x => x.tag)")]
    [InlineData("m.items.Select(x => x.v).Distinct()")]
    [InlineData("m.items.Select(x => x.v > 1)")]
    [InlineData("m.tags.Take(2)")]
    public void A_list_in_an_answer_stays_what_it_was_when_others_are_decided(string output)
    {
        var action = $$"""{ "OnSuccess": { "Name": "OutputExpression", "Context": { "Expression": "{{output}}" } } }""";
        var policy = Given.Compiled(Given.Policy($"\"Rules\": [{Given.Rule("m.flag", $"\"Actions\": {action}")}]"));
        policy.Translate();
        var answers = Subjects.Select(s => policy.Decide(s.Facts).Result!).ToList();
        var fresh = Subjects.Select(s => Wire.Text(policy.Decide(s.Facts).Result!)).ToList();

        Assert.Equal(fresh, answers.Select(a => Wire.Text(a)));
    }

    private static string AnswerOf(CompiledPolicy policy, byte[] facts)
    {
        var rule = Assert.Single(policy.Decide(facts).Result!.Rules);
        return string.Join(' ', rule.Missing.Prepend(rule.Fault?.Code ?? JsonNamingPolicy.CamelCase.ConvertName(rule.Outcome.ToString())));
    }

    private static CompiledPolicy Compiled(string chain)
    {
        var used = Lines.Where(l => l[0][0] == '$' && chain.Contains(l[0][1..] + ".", StringComparison.Ordinal)).Select(l => $$"""{ "Name": "{{l[0][1..]}}", "Expression": "{{l[1]}}" }""");
        return Given.Compiled(Given.Policy($"\"GlobalParams\": [{string.Join(", ", used)}], \"Rules\": [{Given.Rule(chain)}]"));
    }
}

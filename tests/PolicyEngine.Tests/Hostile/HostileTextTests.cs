using PolicyEngine.Hostile;

namespace PolicyEngine.Tests.Hostile;

public sealed class HostileTextTests
{
    private const long MostBytes = 16 * 1024 * 1024;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private static readonly HostileLine[] Lines =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Hostile", "hostile.tsv")).Select(HostileLine.Parse).OfType<HostileLine>()];

    [Fact]
    public void Every_hostile_text_is_refused_or_harmless_and_cheap_in_every_place_it_can_stand()
    {
        HostileLine.WarmUp();

        // The time depends on other load on the machine, so only a hang counts here; the runner checks the 100 ms.
        var failures = Lines.Select(l => (l.Title, Verdict: Run(l))).Where(l => l.Verdict.ReachesOut || l.Verdict.Bytes > MostBytes || l.Verdict.Elapsed > Longest);

        Assert.Empty(failures.Select(f => $"{f.Verdict}: {f.Title}"));
    }

    [Fact]
    public void There_are_hostile_texts_for_every_place()
    {
        Assert.True(Lines.Length >= 150);
        Assert.Equal(["expr", "extra", "fail", "gp", "lp", "msg", "out", "reason", "wf"], Lines.Select(l => l.Mode).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("g.Concat(g).Concat(g).Concat(g)", 6, "list-too-long")]
    [InlineData("g.Concat(g)", 5, "too-much-work")]
    public void What_lists_cost_is_bounded(string growth, int times, string code)
    {
        var growing = Enumerable.Range(1, times).Select(i => $$"""{ "Name": "g{{i}}", "Expression": "{{growth.Replace("g", $"g{i - 1}", StringComparison.Ordinal)}}" }""");
        var workflow = $$"""
            { "WorkflowName": "w", "GlobalParams": [{ "Name": "g0", "Expression": "input1.list.Concat(input1.list).Concat(input1.list)" }, {{string.Join(",", growing)}}],
              "Rules": [{ "RuleName": "r", "Expression": "g{{times}}.Any(a => g{{times}}.Any(b => g{{times}}.Any(c => c > 1000)))" }] }
            """;

        Assert.Equal($"harmless ({code})", Verdict(workflow));
    }

    [Fact]
    public void What_compiling_costs_is_bounded_also_when_rules_call_each_other()
    {
        var called = string.Join(",", Enumerable.Range(0, 100).Select(i => $$"""{ "Name": "p{{i}}", "Expression": "input1.x" }"""));
        var callers = Enumerable.Range(0, 300).Select(i => $$$"""{ "RuleName": "r{{{i}}}", "Expression": "true", "Actions": { "OnSuccess": { "Name": "EvaluateRule", "Context": { "workflowName": "w", "ruleName": "t" } } } }""");

        Assert.Equal("refused (too-many)", Verdict($$"""{ "WorkflowName": "w", "Rules": [{ "RuleName": "t", "Expression": "true", "LocalParams": [{{called}}] }, {{string.Join(",", callers)}}] }"""));
    }

    /// <summary>
    /// Runs a line. The runtime's own caches, mainly those of casts, grow by megabytes on whichever thread fills them, so a line that seems expensive is
    /// measured again; and so is one that seems slow, for the whole machine may have stood still.
    /// </summary>
    private static HostileVerdict Run(HostileLine line)
    {
        var verdict = line.Run();
        return verdict.ReachesOut || (verdict.Bytes <= MostBytes && verdict.Elapsed <= Longest) ? verdict : line.Run();
    }

    private static string Verdict(string workflow) => new HostileLine("wf", workflow, "w").Run().ToString().Split(')')[0] + ")";
}

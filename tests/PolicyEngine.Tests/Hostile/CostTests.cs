using System.Globalization;
using System.Text;
using PolicyEngine.Documents;
using PolicyEngine.Facts;
using PolicyEngine.Workflows;

namespace PolicyEngine.Tests.Hostile;

/// <summary>No accepted expression runs for more steps than its limit, whatever it does in them and whatever the facts are.</summary>
public sealed class CostTests
{
    private const long MostBytes = 24 * 1024 * 1024;

    public static TheoryData<string, int, int> Costs()
    {
        var data = new TheoryData<string, int, int>();
        foreach (var parts in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Hostile", "costs.tsv")).Where(l => !l.StartsWith('#')).Select(l => l.Split('\t')))
            data.Add(parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture));
        return data;
    }

    [Theory]
    [MemberData(nameof(Costs))]
    public void What_goes_beyond_the_steps_of_a_decision_ends_and_says_so_by_either_code(string expression, int items, int characters)
    {
        var (runner, facts) = (Runner(expression), Facts(items, characters));

        Assert.Equal("too-much-work", FaultOf(runner, facts));
        runner.Translate();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("too-much-work", FaultOf(runner, facts));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < MostBytes);
    }

    [Theory]
    [InlineData("numbers.Any(a => numbers.Any(b => b < 0)) || few.Any(c => c < 0)", 706, 150, null)] // (1 + 706) × (1 + 706) + 1 + 150 = 500,000
    [InlineData("numbers.Any(a => numbers.Any(b => b < 0)) || few.Any(c => c < 0)", 706, 151, "too-much-work")]
    [InlineData("numbers.Any(a => numbers.Where(b => b > 0).Any(c => c < 0)) || few.Any(c => c < 0)", 498, 1998, null)] // (1 + 2 × 498) + 498 × (1 + 498 + 1 + 498) + 1 + 1,998 = 500,000
    [InlineData("numbers.Any(a => numbers.Where(b => b > 0).Any(c => c < 0)) || few.Any(c => c < 0)", 498, 1999, "too-much-work")]
    [InlineData("numbers.Any(a => numbers.Where(b => b > 0).Count() < 0) || few.Any(c => c < 0)", 498, 1998, null)] // (1 + 2 × 498) + 498 × (1 + 498 + 1 + 498) + 1 + 1,998 = 500,000
    [InlineData("numbers.Any(a => numbers.Where(b => b > 0).Count() < 0) || few.Any(c => c < 0)", 498, 1999, "too-much-work")]
    [InlineData("numbers.Any(a => numbers.Where(b => b > 0).First() < 0) || few.Any(c => c < 0)", 498, 1998, null)] // (1 + 2 × 498) + 498 × (1 + 498 + 1 + 498) + 1 + 1,998 = 500,000
    [InlineData("numbers.Any(a => numbers.Where(b => b > 0).First() < 0) || few.Any(c => c < 0)", 498, 1999, "too-much-work")]
    public void The_last_step_can_be_taken_and_none_more(string expression, int items, int few, string? fault)
    {
        var runner = Runner(expression);
        var facts = Facts(items, 1, few);

        Assert.Equal(fault, FaultOf(runner, facts));
        runner.Translate();
        Assert.Equal(fault, FaultOf(runner, facts));
    }

    [Fact]
    public void What_was_too_much_for_one_rule_leaves_nothing_for_those_after_it()
    {
        const string Much = "numbers.OrderBy(a => a).First() < 0";
        var rules = string.Join(',', Enumerable.Range(0, 60).Select(i => $$"""{ "RuleName": "r{{i}}", "Expression": "{{Much}}" }"""));
        var runner = WorkflowRunner.Compile(Encoding.UTF8.GetBytes($$"""{ "WorkflowName": "w", "Rules": [{{rules}}] }"""), null, null, Inputs, out _)!;

        var results = runner.Evaluate(Facts(20_000, 1)).Results;

        Assert.Equal(["", "too-much-work"], results.Select(r => r.Fault?.Code ?? "").Distinct());
        Assert.Equal("too-much-work", results[^1].Fault!.Code);
    }

    [Theory]
    [InlineData("1 / (few[0] - 1) >= 0 && numbers.Any(a => numbers.Any(b => b < 0))")]
    [InlineData("few.Any(f => 1 / (f - 1) > 0) || numbers.Any(a => numbers.Any(b => b < 0))")]
    [InlineData("few.Average(f => 1 / (f - 1)) > numbers.Sum(a => numbers.Count(b => b < 0))")]
    public void A_rule_that_has_failed_takes_no_more_steps(string failing)
    {
        const string Long = "numbers.Any(a => numbers.Any(b => b < 0))"; // (1 + 700) × (1 + 700) = 491,401
        var runner = WorkflowRunner.Compile(
            Encoding.UTF8.GetBytes($$"""{ "WorkflowName": "w", "Rules": [{ "RuleName": "r", "Expression": "{{failing}}" }, { "RuleName": "s", "Expression": "{{Long}}" }] }"""), null, null, Inputs, out _)!;

        Assert.Equal(["division-by-zero", null], runner.Evaluate(Facts(700, 1)).Results.Select(r => r.Fault?.Code));
    }

    [Theory]
    [InlineData("numbers")]
    [InlineData("texts")]
    public void Lists_shown_in_an_answer_take_steps_as_well(string list)
    {
        var rules = string.Join(',', Enumerable.Range(0, 100).Select(i => $$$"""{ "RuleName": "r{{{i}}}", "Expression": "true", "Actions": { "OnSuccess": { "Name": "OutputExpression", "Context": { "Expression": "{{{list}}}" } } } }"""));
        var runner = WorkflowRunner.Compile(Encoding.UTF8.GetBytes($$"""{ "WorkflowName": "w", "Rules": [{{rules}}] }"""), null, null, Inputs, out _)!;
        var facts = list == "numbers" ? Facts(6_000, 1) : Facts(30, 900);

        Assert.Equal(["", "too-much-work"], runner.Evaluate(facts).Results.Select(r => r.Fault?.Code ?? "").Distinct());
    }

    private static string? FaultOf(WorkflowRunner runner, byte[] facts)
    {
        var run = runner.Evaluate(facts);
        Assert.Empty(run.Faults);
        return Assert.Single(run.Results).Fault?.Code;
    }

    private static WorkflowRunner Runner(string expression)
    {
        var workflow = $$"""{ "WorkflowName": "w", "Rules": [{ "RuleName": "r", "Expression": {{System.Text.Json.JsonSerializer.Serialize(expression)}} }] }""";
        var runner = WorkflowRunner.Compile(Encoding.UTF8.GetBytes(workflow), null, null, Inputs, out var diagnostics);
        Assert.Empty(diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Message));
        return runner!;
    }

    private static byte[] Facts(int items, int characters, int few = 1)
    {
        // Texts that differ only at their end: comparing any two of them reads all their characters.
        string Text(int i) => $"\"{new string('a', characters)}{i % 7}\"";
        string List(Func<int, string> item) => string.Join(',', Enumerable.Range(0, items).Select(item));
        return Encoding.UTF8.GetBytes($$"""
            { "c0": 1.23456789, "text": {{Text(0)}}, "digits": "{{new string('0', characters)}}1", "numbers": [{{List(_ => "5.123456789012345678")}}],
              "few": [{{string.Join(',', Enumerable.Repeat("1", few))}}], "texts": [{{List(Text)}}], "items": [{{List(_ => "{}")}}] }
            """);
    }

    private static readonly FactSchema Inputs = Object(
        ("c0", Of(FactKind.Number)), ("text", Of(FactKind.Text)), ("digits", Of(FactKind.Text)), ("numbers", ListOf(Of(FactKind.Number))), ("few", ListOf(Of(FactKind.Number))), ("texts", ListOf(Of(FactKind.Text))),
        ("items", ListOf(Object([.. Enumerable.Range(1, 8).Select(i => ($"f{i}", Of(FactKind.Number)))]))));

    private static FactSchema Of(FactKind kind) => new() { Kind = kind, Nullable = true, MaxLength = 4_096 };

    private static FactSchema ListOf(FactSchema items) => Of(FactKind.List) with { Items = items, MaxItems = 20_000 };

    private static FactSchema Object(params (string Name, FactSchema Schema)[] fields) =>
        Of(FactKind.Object) with { Fields = [.. fields.Select(f => new FactField(f.Name, f.Schema, Required: false))] };
}

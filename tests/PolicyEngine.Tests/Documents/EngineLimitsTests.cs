using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using PolicyEngine.Documents;
using PolicyEngine.Facts;
using PolicyEngine.Policies;
using PolicyEngine.Tests.Policies;
using PolicyEngine.Workflows;

namespace PolicyEngine.Tests.Documents;

public sealed partial class EngineLimitsTests
{
    private static readonly FactSchema Inputs = new()
    {
        Kind = FactKind.Object,
        Fields = [new("x", new FactSchema { Kind = FactKind.Number, Nullable = true }, Required: false), new("list", new FactSchema { Kind = FactKind.List, Nullable = true, Items = new FactSchema { Kind = FactKind.Number } }, Required: false)],
    };

    private static readonly PropertyInfo[] Options = [.. typeof(EngineLimits).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetCustomAttribute<RangeAttribute>() is not null)];

    [Fact]
    public void The_documentation_has_every_limit_with_its_default_and_range()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "PolicyService.sln")))
            root = root.Parent;
        var documented = Row().Matches(File.ReadAllText(Path.Combine(root.FullName, "docs", "diagnostics.md"))).Select(m => m.Value);

        Assert.Equal(Options.Select(RowOf), documented);
    }

    [Theory]
    [InlineData("Workflows", 1, "too-many", """[{ "WorkflowName": "a", "Rules": [{ "RuleName": "r", "Expression": "x > 1" }] }, { "WorkflowName": "b", "Rules": [{ "RuleName": "r", "Expression": "x > 1" }] }]""")]
    [InlineData("Rules", 1, "too-many", """{ "WorkflowName": "a", "Rules": [{ "RuleName": "r", "Expression": "x > 1" }, { "RuleName": "s", "Expression": "x > 2" }] }""")]
    [InlineData("RuleDepth", 1, "too-deep", """{ "WorkflowName": "a", "Rules": [{ "RuleName": "g", "Operator": "And", "Rules": [{ "RuleName": "r", "Expression": "x > 1" }] }] }""")]
    [InlineData("CallDepth", 1, "too-deep", """{ "WorkflowName": "a", "Rules": [{ "RuleName": "r", "Expression": "x > 1", "Actions": { "OnSuccess": { "Name": "EvaluateRule", "Context": { "workflowName": "a", "ruleName": "s" } } } }, { "RuleName": "s", "Expression": "x > 1", "Actions": { "OnSuccess": { "Name": "EvaluateRule", "Context": { "workflowName": "a", "ruleName": "t" } } } }, { "RuleName": "t", "Expression": "x > 1" }] }""")]
    [InlineData("Params", 1, "too-many", """{ "WorkflowName": "a", "GlobalParams": [{ "Name": "p", "Expression": "x" }, { "Name": "q", "Expression": "p" }], "Rules": [{ "RuleName": "r", "Expression": "q > 1" }] }""")]
    [InlineData("Placeholders", 1, "too-many", """{ "WorkflowName": "a", "Rules": [{ "RuleName": "r", "Expression": "x > 1", "ErrorMessage": "$(x) $(x) $(x)" }] }""")]
    [InlineData("ExpressionLength", 64, "expression-too-long", """{ "WorkflowName": "a", "Rules": [{ "RuleName": "r", "Expression": "x > 1000000000000000000000000 && x < 2000000000000000000000000000" }] }""")]
    [InlineData("ExpressionParts", 16, "expression-too-long", """{ "WorkflowName": "a", "Rules": [{ "RuleName": "r", "Expression": "x + x + x + x + x + x + x + x + x > 1" }] }""")]
    [InlineData("ExpressionDepth", 4, "expression-too-deep", """{ "WorkflowName": "a", "Rules": [{ "RuleName": "r", "Expression": "(((((x > 1)))))" }] }""")]
    [InlineData("SignsInARow", 1, "expression-too-deep", """{ "WorkflowName": "a", "Rules": [{ "RuleName": "r", "Expression": "!!(x > 1)" }] }""")]
    [InlineData("Operations", 50, "expression-too-long", """{ "WorkflowName": "a", "Rules": [{ "RuleName": "r", "Expression": "x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x > 1" }] }""")]
    [InlineData("LambdaDepth", 1, "expression-too-deep", """{ "WorkflowName": "a", "Rules": [{ "RuleName": "r", "Expression": "list.Any(a => list.Any(b => b > a))" }] }""")]
    [InlineData("WorkflowLength", 1000, "too-many", null)]
    [InlineData("DocumentBytes", 1024, "document-too-large", null)]
    [InlineData("DocumentValues", 1000, "document-too-large", null)]
    [InlineData("DocumentDepth", 16, "malformed-json", """{ "WorkflowName": "a", "Rules": [{ "RuleName": "r", "Expression": "x > 1", "Properties": [[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]] }] }""")]
    public void A_limit_that_is_set_holds_and_the_default_is_wider(string limit, int least, string code, string? workflow)
    {
        var text = Encoding.UTF8.GetBytes(workflow ?? ManyRules(limit == "DocumentBytes" ? 30 : limit == "DocumentValues" ? 400 : 60));

        var (before, after) = (Codes(text, EngineLimits.Default), Codes(text, Set(limit, least)));

        Assert.DoesNotContain(code, before.Except(["wrong-type"]));
        Assert.Contains(code, after);
    }

    [Fact]
    public void Diagnostics_beyond_their_limit_are_left_out()
    {
        var text = Encoding.UTF8.GetBytes(ManyRules(60).Replace("x > 1", "y > 1", StringComparison.Ordinal));

        Assert.Equal((60, 10), (Codes(text, EngineLimits.Default).Count, Codes(text, Set("Diagnostics", 10)).Count));
    }

    [Fact]
    public void A_version_that_was_accepted_is_read_and_decides_the_same_when_every_limit_is_lowered()
    {
        var policy = Encoding.UTF8.GetBytes(Given.Policy($$"""
            "GlobalParams": [{ "Name": "p", "Expression": "m.a" }, { "Name": "q", "Expression": "p + 1" }],
            "Rules": [{ "RuleName": "g", "Operator": "And", "Rules": [{{Given.Rule("((((((q > 1)))))) && !!m.flag && m.items.Any(i => i.inner.Any(n => n > 1))")}}] },
                      { "RuleName": "s", "Expression": "q > 2", "Properties": { "reason": { "met": { "en": "$(q) $(p)", "zh-CN": "$(q) $(p)" } } } }]
            """));
        var lowest = Options.Aggregate(new EngineLimits(), (limits, option) => Set(option.Name, (int)option.GetCustomAttribute<RangeAttribute>()!.Minimum, limits));
        var facts = """{"id":"1","a":2,"flag":true,"items":[{"inner":[1,2]}]}""";

        Assert.Null(DocumentReader.Read(policy, lowest).Document);
        var accepted = DocumentReader.Read(policy, EngineLimits.Default).Document!;
        var before = Given.Decide(Compile(accepted), facts);
        var again = DocumentReader.ReadAccepted(accepted.Canonical).Document!;
        Assert.Equal(accepted.Sha256, again.Sha256);
        Assert.Equal(before.Rules.Select(r => (r.Outcome, r.Reason)), Given.Decide(Compile(again), facts).Rules.Select(r => (r.Outcome, r.Reason)));
    }

    [Theory]
    [InlineData("(", "x > 1", ")", 32)]
    [InlineData("iif(x > 1, ", "x > 2", ", x > 3)", 32)]
    [InlineData("x > 1 ? ", "x > 2", " : x > 3", 32)]
    [InlineData("!(true && ", "x > 2", ")", 32)]
    [InlineData("x > 1 && ", "x > 2", "", 101)]
    [InlineData("x + ", "x > 2", "", 253)]
    [InlineData("Math.Max(x, ", "x", ")", 32)]
    public void The_widest_expressions_are_read_compiled_and_evaluated_on_a_small_stack(string before, string inner, string after, int times)
    {
        var expression = string.Concat(Enumerable.Repeat(before, times)) + inner + string.Concat(Enumerable.Repeat(after, times)) + (before.StartsWith("Math", StringComparison.Ordinal) ? " > 1" : "");
        var workflow = Encoding.UTF8.GetBytes($$"""{ "WorkflowName": "a", "Rules": [{ "RuleName": "r", "Expression": "{{expression}}" }] }""");
        IReadOnlyList<RuleResult>? results = null;
        IReadOnlyList<Diagnostic> found = [];
        var thread = new Thread(
            () => results = WorkflowRunner.Compile(workflow, null, null, Inputs, EngineLimits.Accepted, out found)?.Evaluate("""{"x":2}"""u8.ToArray()).Results, 1024 * 1024);
        thread.Start();
        thread.Join();

        Assert.Empty(found.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Message));
        Assert.NotNull(Assert.Single(results!));
    }

    private static CompiledPolicy Compile(Document policy) =>
        PolicySet.Compile([new(Given.Read(Given.Model), 1), new(policy, 1)], reuse: null, out _).FindPolicy("p")!;

    private static string ManyRules(int count) =>
        $$"""{ "WorkflowName": "a", "Rules": [{{string.Join(',', Enumerable.Range(0, count).Select(i => $$"""{ "RuleName": "r{{i}}", "Expression": "x > 1" }"""))}}] }""";

    private static List<string> Codes(byte[] workflow, EngineLimits limits)
    {
        WorkflowRunner.Compile(workflow, null, null, Inputs, limits, out var found);
        return [.. found.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Code)];
    }

    private static EngineLimits Set(string limit, int value, EngineLimits? others = null)
    {
        var limits = (others ?? new EngineLimits()) with { };
        typeof(EngineLimits).GetProperty(limit)!.SetValue(limits, value);
        return limits;
    }

    private static string RowOf(PropertyInfo option)
    {
        var range = option.GetCustomAttribute<RangeAttribute>()!;
        return string.Create(CultureInfo.InvariantCulture, $"| `{option.Name}` | {option.GetValue(EngineLimits.Default):N0} | {range.Minimum:N0}–{range.Maximum:N0} |");
    }

    [GeneratedRegex(@"^\| `[A-Z][A-Za-z]+` \| [\d,]+ \| [\d,]+–[\d,]+ \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();
}

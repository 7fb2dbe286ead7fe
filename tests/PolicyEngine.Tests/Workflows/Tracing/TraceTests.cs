using System.Globalization;
using System.Text;
using FsCheck.Xunit;
using PolicyEngine.Policies;
using PolicyEngine.Tests.Policies;
using PolicyEngine.Tests.Reference;
using PolicyEngine.Workflows;
using PolicyEngine.Workflows.Tracing;

namespace PolicyEngine.Tests.Workflows.Tracing;

/// <summary>A trace shows how the rules came to the outcomes that a decision has.</summary>
public sealed class TraceTests
{
    private static readonly VersionedDocument Model = new(Given.Read(Reference.Subject.Model), 1);

    [Property(MaxTest = 30, Arbitrary = [typeof(CaseGenerators)], MaxRejected = 0)]
    internal void On_any_facts_a_trace_has_the_outcomes_and_outputs_of_the_decision(GappyCase generated)
    {
        var policy = Generated(generated);
        foreach (var subject in generated.Case.Subjects.Take(2))
        {
            var rules = policy.Trace(subject.ToJson()).Policies.Single().Rules;
            AssertSame(policy.Decide(subject.ToJson()).Result!.Rules, rules);
            Assert.All(rules.SelectMany(Expressions), AssertJoins);
        }
    }

    [Fact]
    public void Every_part_of_a_condition_shows_its_outcome_and_its_values()
    {
        var trace = Trace(
            """
            "GlobalParams": [ { "Name": "q", "Expression": "m.a / m.b" }, { "Name": "tagged", "Expression": "m.items.Where(x => x.tag == \"x\")" } ],
            "Rules": [
              { "RuleName": "r", "LocalParams": [ { "Name": "low", "Expression": "q < 1" } ],
                "Expression": "(low || m.name in (\"a\", \"b\")) && not (tagged.Sum(x => x.v) > 2 * m.a)",
                "Actions": { "OnSuccess": { "Name": "OutputExpression", "Context": { "Expression": "m.flag ? q : 0" } } } }
            ]
            """,
            """{ "id": "1", "a": 6, "b": 3, "name": "b", "flag": true, "items": [{ "v": 1, "tag": "x" }, { "v": 4, "tag": "x" }, { "v": 9, "tag": "y" }] }""");

        Assert.Equal(
            """
            q: value `m.a / m.b` = 2 (m.a 6, m.b 3)
            tagged: list `m.items.Where(x => x.tag == "x")` = 2
            r: met
              low: comparison `q < 1` = notMet
                value `q` = 2
              all `(low || m.name in ("a", "b")) && not (tagged.Sum(x => x.v) > 2 * m.a)` = met
                any `low || m.name in ("a", "b")` = met
                  condition `low` = notMet
                  comparison `m.name in ("a", "b")` = met
                    value `m.name` = b
                not `not (tagged.Sum(x => x.v) > 2 * m.a)` = met
                  comparison `tagged.Sum(x => x.v) > 2 * m.a` = notMet
                    value `tagged.Sum(x => x.v)` = 5
                    value `2 * m.a` = 12 (m.a 6)
              choice `m.flag ? q : 0` = 2
                condition `m.flag` = met
                value `q` = 2

            """,
            Shown(trace), ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void What_is_missing_and_what_failed_stands_at_the_part_that_lacks_it()
    {
        var trace = Trace(
            """
            "Rules": [
              { "RuleName": "group", "Operator": "Or", "Rules": [
                { "RuleName": "first", "Expression": "m.a >= 3 && m.b >= 3" },
                { "RuleName": "second", "Expression": "m.a / (m.a - 1) > 2 || m.name == \"x\"" } ] },
              { "RuleName": "caller", "Expression": "m.a > 0", "Actions": { "OnSuccess": { "Name": "EvaluateRule", "Context": { "WorkflowName": "p", "RuleName": "granted" } } } },
              { "RuleName": "granted", "Expression": "true", "Actions": { "OnSuccess": { "Name": "OutputExpression", "Context": { "Expression": "m.b * 2" } } } }
            ]
            """,
            """{ "id": "1", "a": 1 }""");

        Assert.Equal(
            """
            group: undetermined or
              first: notMet
                all `m.a >= 3 && m.b >= 3` = notMet
                  comparison `m.a >= 3` = notMet
                    value `m.a` = 1
                  comparison `m.b >= 3` = undetermined, lacks m.b
                    value `m.b` =, lacks m.b
              second: undetermined
                any `m.a / (m.a - 1) > 2 || m.name == "x"` = undetermined, fails by division-by-zero
                  comparison `m.a / (m.a - 1) > 2` = undetermined, fails by division-by-zero
                    value `m.a / (m.a - 1)` =, fails by division-by-zero (m.a 1)
                  comparison `m.name == "x"` = undetermined, lacks m.name
                    value `m.name` =, lacks m.name
            caller: undetermined
              comparison `m.a > 0` = met
                value `m.a` = 1
              granted: undetermined
                condition `true` = met
                value `m.b * 2` =, lacks m.b
            granted: undetermined
              condition `true` = met
              value `m.b * 2` =, lacks m.b

            """,
            Shown(trace), ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void The_largest_policy_is_traced_by_a_bounded_amount_of_text()
    {
        var deep = string.Concat(Enumerable.Repeat("(m.a > 1 or ", 30)) + "m.flag" + new string(')', 30);
        var rules = Enumerable.Range(0, 60).Select(i => $$"""{ "RuleName": "r{{i}}", "Expression": "{{deep}}" }""");

        var trace = Trace($"\"Rules\": [ {string.Join(", ", rules)} ]", """{ "id": "1", "a": 1, "flag": true }""");

        var wholes = trace.Rules.Select(r => r.Condition!).ToList();
        Assert.All(wholes, w => Assert.Equal(Outcome.Met, w.Outcome));
        Assert.Equal(30 + 31, All(wholes[0]).Count(p => p.Kind != TracedKind.Value));
        Assert.Empty(wholes[^1].Parts);
        Assert.InRange(wholes.SelectMany(All).Sum(p => p.Text.Length), 300_000, 450_000);
    }

    [Fact]
    public void A_called_rule_shows_what_its_caller_gave_it_and_the_params_of_its_workflow()
    {
        var workflows = """
            "Rules": [ { "RuleName": "caller", "Expression": "m.a > 1", "Actions": { "OnSuccess": { "Name": "EvaluateRule", "Context": {
              "workflowName": "other", "ruleName": "called", "inputFilter": [ "m" ], "additionalInputs": [ { "Name": "twice", "Expression": "m.a * 2" } ] } } } } ]
            """;
        var policy = Given.Policy(workflows, kind: "reward").Replace("\"workflow\": {", "\"workflow\": [ {", StringComparison.Ordinal);
        policy = policy[..policy.LastIndexOf('}')] + """
            , { "WorkflowName": "other", "GlobalParams": [ { "Name": "limit", "Expression": "m.b + 1" } ], "Rules": [ { "RuleName": "called", "Expression": "twice > limit" } ] } ] }
            """;

        var trace = Given.Compiled(policy).Trace("""{ "id": "1", "a": 4, "b": 2 }"""u8.ToArray()).Policies.Single();

        Assert.Equal(
            """
            caller: met
              comparison `m.a > 1` = met
                value `m.a` = 4
              called: met
                twice: value `m.a * 2` = 8 (twice 8)
                limit: value `m.b + 1` = 3 (m.b 2)
                comparison `twice > limit` = met
                  value `twice` = 8
                  value `limit` = 3

            """,
            Shown(trace), ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Work_that_a_decision_may_just_do_is_shown_part_by_part()
    {
        var trace = Trace(
            """
            "Rules": [
              { "RuleName": "long", "Expression": "m.flag and (m.nums.Sum(n => m.nums.Sum(k => k)) > 1 or m.nums.Count(n => n > 3) > 2) and m.nums.All(n => n > 0)" },
              { "RuleName": "more", "Expression": "m.nums.Any(n => n > 9)" }
            ]
            """,
            $$"""{ "id": "1", "flag": true, "nums": [{{string.Join(',', Enumerable.Repeat("1", 600))}}] }""");

        Assert.Equal(["long", "more"], trace.Rules.Select(r => r.Name));
        Assert.Equal([Outcome.Met, Outcome.NotMet], trace.Rules.Select(r => r.Outcome));
        Assert.All(trace.Rules.SelectMany(Expressions), e => Assert.Null(e.Fault));
        Assert.Equal([360_000m, 0m], trace.Rules.SelectMany(Expressions).Where(e => e.Text is "m.nums.Sum(n => m.nums.Sum(k => k))" or "m.nums.Count(n => n > 3)").Select(e => e.Value));
    }

    [Fact]
    public void Work_that_was_too_much_for_a_decision_fails_at_the_same_rule()
    {
        var rules = """
            "Rules": [
              { "RuleName": "first", "Expression": "m.nums.Sum(n => m.nums.Sum(k => k)) > 1" },
              { "RuleName": "second", "Expression": "m.nums.Sum(n => m.nums.Sum(k => k)) > 2", "Actions": { "OnSuccess": { "Name": "OutputExpression", "Context": { "Expression": "m.a" } } } },
              { "RuleName": "third", "Expression": "m.a > 1" }
            ]
            """;
        var facts = $$"""{ "id": "1", "a": 3, "nums": [{{string.Join(',', Enumerable.Repeat("1", 600))}}] }""";

        var trace = Trace(rules, facts);

        var decided = Given.Decide(Given.Compiled(Given.Policy(rules, kind: "reward")), facts).Rules;
        Assert.Equal(["met", "undetermined too-much-work", "met"], decided.Select(r => $"{Word(r.Outcome)} {r.Fault?.Code}".Trim()));
        Assert.Equal(decided.Select(r => (r.Outcome, r.Fault?.Code)), trace.Rules.Select(r => (r.Outcome, r.Fault?.Code)));
    }

    [Fact]
    public void Facts_that_the_policy_refuses_are_not_traced_but_reported()
    {
        var traced = Given.Compiled(Given.Policy("""
            "Rules": [ { "RuleName": "r", "Expression": "m.a > 1" } ]
            """)).Trace("""{ "id": "1", "a": "three" }"""u8.ToArray());

        Assert.Equal(["/a"], traced.Facts.Faults.Select(f => f.Pointer));
        Assert.Empty(traced.Policies);
    }

    private static PolicyTrace Trace(string workflow, string facts) =>
        Given.Compiled(Given.Policy(workflow, kind: "reward")).Trace(Encoding.UTF8.GetBytes(facts)).Policies.Single();

    private static CompiledPolicy Generated(GappyCase generated)
    {
        var text = $$"""{ "kind": "training-trigger", "id": "p", "title": { "en": "P", "zh-CN": "策" }, "model": "people", "workflow": {{generated.Case.Workflow}} }""";
        return PolicySet.Compile([Model, new VersionedDocument(Given.Read(text), 1)], reuse: null, out _).FindPolicy("p")!;
    }

    private static void AssertSame(IReadOnlyList<RuleResult> decided, IReadOnlyList<RuleTrace> traced)
    {
        Assert.Equal(decided.Select(r => (r.Name, r.Outcome)), traced.Select(r => (r.Name, r.Outcome)));
        foreach (var (rule, trace) in decided.Zip(traced))
        {
            if (trace.Output is { } output)
                Assert.Equal(Text(rule.Output), Text(output.Value ?? (output.Outcome is { } outcome && outcome != Outcome.Undetermined ? outcome == Outcome.Met : null)));
            AssertSame(rule.Rules, trace.Rules);
        }
    }

    /// <summary>The whole is what its parts are together; where a part fails, those after it decide nothing.</summary>
    private static void AssertJoins(TracedExpression whole)
    {
        if (All(whole).Any(p => p.Fault is not null))
            return;
        var parts = whole.Parts.Select(p => p.Outcome).OfType<Outcome>().ToList();
        Outcome? joined = whole.Kind switch
        {
            TracedKind.All => OutcomeLogic.All(parts),
            TracedKind.Any => OutcomeLogic.Any(parts),
            TracedKind.Not => parts.Single() switch { Outcome.Met => Outcome.NotMet, Outcome.NotMet => Outcome.Met, _ => Outcome.Undetermined },
            _ => null,
        };
        Assert.True(joined is null || joined == whole.Outcome, $"`{whole.Text}` is {whole.Outcome}, and its parts are {string.Join(", ", parts)}");
    }

    private static IEnumerable<TracedExpression> Expressions(RuleTrace rule) =>
        new[] { rule.Condition, rule.Output }.OfType<TracedExpression>().Concat(rule.Params.Select(p => p.Expression)).SelectMany(All).Concat(rule.Rules.SelectMany(Expressions));

    private static IEnumerable<TracedExpression> All(TracedExpression expression) => expression.Parts.SelectMany(All).Prepend(expression);

    private static string Shown(PolicyTrace trace)
    {
        var text = new StringBuilder();
        foreach (var param in trace.Params)
            Show(text, param, "");
        foreach (var rule in trace.Rules)
            Show(text, rule, "");
        return text.ToString();
    }

    private static void Show(StringBuilder text, RuleTrace rule, string indent)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"{indent}{rule.Name}: {Word(rule.Outcome)}{(rule.Operator is { } join ? " " + join : "")}");
        foreach (var param in rule.Params)
            Show(text, param, indent + "  ");
        foreach (var expression in new[] { rule.Condition, rule.Output }.OfType<TracedExpression>())
            Show(text.Append(indent + "  "), expression, indent + "  ");
        foreach (var nested in rule.Rules)
            Show(text, nested, indent + "  ");
    }

    private static void Show(StringBuilder text, TracedParam param, string indent) => Show(text.Append(indent).Append(param.Name).Append(": "), param.Expression, indent);

    private static void Show(StringBuilder text, TracedExpression shown, string indent)
    {
        var result = shown.Outcome is { } outcome ? " " + Word(outcome) : shown.Value is { } value ? " " + Text(value) : "";
        var lacks = shown.Missing.Count > 0 ? ", lacks " + string.Join(' ', shown.Missing) : "";
        var fails = shown.Fault is { } fault ? ", fails by " + fault.Code : "";
        var reads = shown.Reads.Count > 0 ? $" ({string.Join(", ", shown.Reads.Select(r => $"{r.Path} {Text(r.Value)}"))})" : "";
        text.AppendLine(CultureInfo.InvariantCulture, $"{Word(shown.Kind)} `{shown.Text}` ={result}{lacks}{fails}{reads}");
        foreach (var part in shown.Parts)
            Show(text.Append(indent + "  "), part, indent + "  ");
    }

    private static string Word<T>(T value)
        where T : struct, Enum => char.ToLowerInvariant(value.ToString()[0]) + value.ToString()[1..];

    private static string Text(object? value) => value is Array items ? string.Join(',', items.Cast<object>()) : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}

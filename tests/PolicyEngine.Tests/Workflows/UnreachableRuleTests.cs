using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using PolicyEngine.Documents;
using PolicyEngine.Policies;
using PolicyEngine.Tests.Policies;
using PolicyEngine.Workflows;
using Outcome = PolicyEngine.Workflows.Outcome;

namespace PolicyEngine.Tests.Workflows;

public sealed class UnreachableRuleTests
{
    private const string Model =
        """
        {
          "kind": "fact-model", "id": "people", "title": { "en": "People", "zh-CN": "人员" }, "input": "m", "about": { "id": "id" },
          "schema": {
            "type": "object", "required": ["id"],
            "properties": {
              "id": { "type": "string" }, "name": { "type": "string" }, "level": { "type": "string", "enum": ["P1", "P2", "P3"] },
              "a": { "type": "number" }, "b": { "type": "number" }, "i": { "type": "integer" },
              "percent": { "type": "number", "minimum": 0, "maximum": 100 }, "excess": { "type": "number", "exclusiveMinimum": 100 },
              "flag": { "type": "boolean" }, "other": { "type": "boolean" }, "hired": { "type": "string", "format": "date" },
              "skills": { "type": "object", "properties": { "x": { "type": "number" } } },
              "items": { "type": "array", "items": { "type": "object", "properties": { "v": { "type": "number" } } } },
              "nums": { "type": "array", "items": { "type": "number" } }
            }
          }
        }
        """;

    private static readonly VersionedDocument People = new(Given.Read(Model), 1);
    private static readonly PolicySet PeopleOnly = PolicySet.Compile([People], reuse: null, out _);

    public static TheoryData<string, string, string> Cases()
    {
        var data = new TheoryData<string, string, string>();
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Workflows", "unreachable.json"));
        foreach (var item in JsonSerializer.Deserialize<JsonElement>(file).EnumerateArray())
            data.Add(item.GetProperty("rule").GetString()!, item.GetProperty("says").GetString() ?? "", item.TryGetProperty("because", out var because) ? because.GetString()! : "");
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_rule_that_can_never_be_met_or_always_is_gets_a_warning_at_its_condition(string rule, string says, string because)
    {
        var found = Compile([Leaf("r", rule)], out _).Where(d => d.Code is not ("unused-param" or "unused-parameter")).ToList();

        Assert.Equal(says.Length == 0 ? [] : [says], found.Select(d => d.Code));
        Assert.All(found, d => Assert.Equal((DiagnosticSeverity.Warning, "/workflow/Rules/0/Expression"), (d.Severity, d.Pointer)));
        Assert.All(found, d => Assert.True(d.Offset >= 0 && d.Line > 0 && d.Message.Contains(because, StringComparison.Ordinal), d.Message));
    }

    [Theory]
    [InlineData("And", "m.a > 5", "m.a < 3", "unreachable-rule")]
    [InlineData("And", "m.a > 5", "m.a < 7", "")]
    [InlineData("Or", "m.a > 5", "m.a < 3", "")]
    [InlineData("And", "m.flag", "!m.flag", "unreachable-rule")]
    public void Rules_that_exclude_each_other_are_told_at_the_operator_that_joins_them(string operation, string first, string second, string says)
    {
        var found = Warnings([Group("g", operation, Leaf("x", first), Leaf("y", second))]);

        Assert.Equal(says.Length == 0 ? [] : [$"{says} /workflow/Rules/0/Operator"], found.Select(d => $"{d.Code} {d.Pointer}"));
    }

    [Fact]
    public void What_a_nested_rule_can_never_be_is_told_there_and_not_again_above()
    {
        var found = Warnings([Group("g", "And", Leaf("x", "m.a > 5 && m.a < 3"), Group("h", "Or", Leaf("y", "m.flag"), Leaf("z", "m.b > 1")))]);

        Assert.Equal(["unreachable-rule /workflow/Rules/0/Rules/0/Expression"], found.Select(d => $"{d.Code} {d.Pointer}"));
    }

    [Fact]
    public void A_rule_that_no_way_through_its_nested_operators_meets_is_told()
    {
        var found = Warnings([Group("g", "And", Leaf("x", "m.a > 5"), Group("h", "Or", Leaf("y", "m.a < 3"), Leaf("z", "m.a == 4")))]);

        Assert.Equal(["unreachable-rule /workflow/Rules/0/Operator"], found.Select(d => $"{d.Code} {d.Pointer}"));
    }

    [Fact]
    public void A_rule_that_asks_and_does_what_one_before_it_does_is_told_however_it_is_written()
    {
        var found = Warnings([Leaf("x", "m.a > 5"), Leaf("y", "g  >  5"), Leaf("z", "m.a > 5", "\"SuccessEvent\": \"BONUS\""), Group("h", "Or", Leaf("p", "m.flag"), Leaf("q", "m.flag"))]);

        Assert.Equal(["repeated-rule /workflow/Rules/1/Expression", "repeated-rule /workflow/Rules/3/Rules/1/Expression"], found.Select(d => $"{d.Code} {d.Pointer}"));
    }

    [Property(MaxTest = 40, Arbitrary = [typeof(Generators)], MaxRejected = 0)]
    internal void A_rule_warned_of_is_never_met_or_always_whatever_the_facts(Conditions conditions)
    {
        var rules = conditions.Leaves.Select((c, i) => Leaf($"r{i}", c)).ToList();
        rules.AddRange(conditions.Groups.Select((g, i) => Group($"g{i}", g.Operator, [.. g.Leaves.Select((c, j) => Leaf($"g{i}x{j}", c))])));
        var found = Compile(rules, out var policy);
        var never = found.Where(d => d.Code == "unreachable-rule").Select(d => NameAt(d.Pointer)).ToHashSet(StringComparer.Ordinal);
        var always = found.Where(d => d.Code == "always-holds" && d.Message.StartsWith("the condition", StringComparison.Ordinal)).Select(d => NameAt(d.Pointer)).ToHashSet(StringComparer.Ordinal);

        Assert.Contains("r0", never); // The first rule is impossible, so that something is tested.
        foreach (var facts in conditions.Facts)
        {
            foreach (var rule in Given.Decide(policy!, facts).Rules.SelectMany(WithNested))
            {
                Assert.False(rule.Outcome == Outcome.Met && never.Contains(rule.Name), $"{rule.Name} is met on {facts}");
                Assert.False(rule.Outcome == Outcome.NotMet && always.Contains(rule.Name), $"{rule.Name} is not met on {facts}");
            }
        }
    }

    private static IEnumerable<RuleResult> WithNested(RuleResult rule) => rule.Rules.SelectMany(WithNested).Prepend(rule);

    private static string NameAt(string pointer) => pointer.Split('/') switch
    {
        [_, _, _, var rule, "Expression" or "Operator"] => int.Parse(rule, System.Globalization.CultureInfo.InvariantCulture) is var i && i < Conditions.LeafCount ? $"r{i}" : $"g{i - Conditions.LeafCount}",
        [_, _, _, var rule, _, var nested, _] => $"g{int.Parse(rule, System.Globalization.CultureInfo.InvariantCulture) - Conditions.LeafCount}x{nested}",
        _ => pointer,
    };

    private static IReadOnlyList<Diagnostic> Warnings(IReadOnlyList<string> rules) => [.. Compile(rules, out _).Where(d => d.Code is not ("unused-param" or "unused-parameter"))];

    private static IReadOnlyList<Diagnostic> Compile(IReadOnlyList<string> rules, out CompiledPolicy? policy)
    {
        var text = $$"""
            { "kind": "training-trigger", "id": "p", "title": { "en": "P", "zh-CN": "策" }, "model": "people",
              "parameters": { "low": { "title": { "en": "L", "zh-CN": "低" }, "type": "number", "value": 3 }, "high": { "title": { "en": "H", "zh-CN": "高" }, "type": "number", "value": 5 } },
              "workflow": { "WorkflowName": "p",
                "GlobalParams": [{ "Name": "g", "Expression": "m.a" }, { "Name": "isHigh", "Expression": "g > 5" }, { "Name": "least", "Expression": "5.5" }],
                "Rules": [{{string.Join(", ", rules)}}] } }
            """;
        var document = new VersionedDocument(Given.Read(text), 1);
        policy = PolicySet.Compile([People, document], PeopleOnly, out var diagnostics).FindPolicy("p");
        var found = diagnostics.GetValueOrDefault(document) ?? [];
        Assert.Equal(string.Empty, string.Join('\n', found.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => $"{d.Pointer}: {d.Message}")));
        return found;
    }

    private static string Leaf(string name, string expression, string more = "") =>
        $$"""{ "RuleName": "{{name}}", "Expression": {{JsonSerializer.Serialize(expression)}}{{(more.Length > 0 ? ", " + more : "")}} }""";

    private static string Group(string name, string operation, params string[] rules) =>
        $$"""{ "RuleName": "{{name}}", "Operator": "{{operation}}", "Rules": [{{string.Join(", ", rules)}}] }""";

    /// <summary>Conditions that often contradict themselves, and facts of which some are missing.</summary>
    internal sealed record Conditions(IReadOnlyList<string> Leaves, IReadOnlyList<(string Operator, string[] Leaves)> Groups, IReadOnlyList<string> Facts)
    {
        public const int LeafCount = 12;

        public override string ToString() => string.Join('\n', Leaves.Concat(Groups.Select(g => $"{g.Operator}: {string.Join(" ; ", g.Leaves)}")).Concat(Facts));
    }

    internal static class Generators
    {
        public static Arbitrary<Conditions> Cases() => (
            from impossible in Gen.Elements("m.a > 3 && m.a < 2", "m.flag && !(m.other || m.flag)", "m.b > m.a && m.a > m.b")
            from leaves in Gen.ArrayOf(Condition(3), Conditions.LeafCount - 1)
            from groups in Gen.ArrayOf(from o in Gen.Elements("And", "Or") from l in Gen.ArrayOf(Condition(1), 3) select (o, l), 4)
            from facts in Gen.ArrayOf(Facts(), 30)
            select new Conditions([impossible, .. leaves], groups, facts)).ToArbitrary();

        private static Gen<string> Condition(int depth) => depth == 0 ? Atom() : Gen.Frequency(
            (1, Atom()),
            (4, from l in Condition(depth - 1) from r in Condition(depth - 1) select $"({l} && {r})"),
            (3, from l in Condition(depth - 1) from r in Condition(depth - 1) select $"({l} || {r})"),
            (1, Condition(depth - 1).Select(c => $"!({c})")),
            (1, from t in Atom() from l in Condition(depth - 1) from r in Condition(depth - 1) select $"({t} ? {l} : {r})"),
            (1, ItemCondition(1).Select(c => $"m.items.Any(x => {c})")),
            (1, ItemCondition(1).Select(c => $"m.items.All(x => {c})")));

        private static Gen<string> ItemCondition(int depth) => depth == 0
            ? from o in Gen.Elements("<", "<=", ">", ">=", "==", "!=") from n in Number() select $"x.v {o} {n}"
            : from l in ItemCondition(depth - 1) from r in ItemCondition(depth - 1) from o in Gen.Elements("&&", "||") select $"({l} {o} {r})";

        private static Gen<string> Number() => Gen.Elements("1", "2", "2.5", "3", "parameters.low", "least");

        private static Gen<string> Atom() => Gen.OneOf(
            from f in Gen.Elements("m.a", "m.b", "m.i", "m.percent", "m.excess", "m.skills.x", "m.nums[0]", "g", "m.a + m.b", "m.nums.Count()") from o in Gen.Elements("<", "<=", ">", ">=", "==", "!=") from n in Number() select $"{f} {o} {n}",
            from f in Gen.Elements("m.a", "m.b", "m.i", "m.percent", "g") from h in Gen.Elements("m.a", "m.b", "m.excess", "m.percent") from o in Gen.Elements("<", "<=", ">", ">=", "==", "!=") select $"{f} {o} {h}",
            Gen.Elements("m.flag", "m.other", "m.flag == m.other", "m.flag == false", "isHigh", "m.a == null", "m.skills == null", "m.name != null", "np(m.flag, true)", "(m.name ?? \"a\") == \"a\"", "np(m.skills.x, 2) > 1"),
            from f in Gen.Elements("m.level", "m.name") from o in Gen.Elements("==", "!=") from t in Gen.Elements("P1", "P2", "P3") select $"{f} {o} \"{t}\"",
            from o in Gen.Elements("==", "!=") select $"m.level {o} m.name",
            Gen.Elements("m.level in (\"P1\", \"P2\")", "m.name in (\"P1\", \"a\")", "not (m.i in (1, 2))", "m.i in (2, 3)", "m.a in (1, m.b)", "m.hired < \"2024-01-01\"", "m.hired >= DateTime(2024, 1, 1)"));

        private static Gen<string> Facts() =>
            from a in Gen.Elements(null, "1", "2", "2.5", "3", "4", "6")
            from b in Gen.Elements(null, "1", "2", "2.5", "3", "5")
            from i in Gen.Elements(null, "1", "2", "3")
            from percent in Gen.Elements(null, "0", "2.5", "100")
            from excess in Gen.Elements(null, "100.1", "200")
            from flag in Gen.Elements(null, "true", "false")
            from other in Gen.Elements(null, "true", "false")
            from level in Gen.Elements(null, "\"P1\"", "\"P2\"", "\"P3\"")
            from name in Gen.Elements(null, "\"P1\"", "\"P2\"", "\"a\"")
            from hired in Gen.Elements(null, "\"2023-05-01\"", "\"2024-01-01\"", "\"2025-01-01\"")
            from skills in Gen.Elements(null, "{}", "{\"x\":1}", "{\"x\":3}")
            from items in Gen.Elements(null, "[]", "[{\"v\":1},{\"v\":3}]", "[{}]", "[{\"v\":2},{}]")
            from nums in Gen.Elements(null, "[]", "[2]", "[3,1]")
            select "{\"id\":\"1\"" + string.Concat(
                new[] { ("a", a), ("b", b), ("i", i), ("percent", percent), ("excess", excess), ("flag", flag), ("other", other), ("level", level), ("name", name), ("hired", hired), ("skills", skills), ("items", items), ("nums", nums) }
                    .Where(m => m.Item2 is not null).Select(m => $",\"{m.Item1}\":{m.Item2}")) + "}";
    }
}

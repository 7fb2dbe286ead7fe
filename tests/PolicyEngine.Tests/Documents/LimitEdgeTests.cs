using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text;
using PolicyEngine.Documents;
using PolicyEngine.Facts;
using PolicyEngine.Workflows;

namespace PolicyEngine.Tests.Documents;

/// <summary>What just reaches a limit is accepted, and what exceeds it by one is refused.</summary>
public sealed class LimitEdgeTests
{
    private static readonly FactSchema Inputs = new()
    {
        Kind = FactKind.Object,
        Fields =
        [
            new("x", new FactSchema { Kind = FactKind.Number, Nullable = true }, Required: false),
            new("f", new FactSchema { Kind = FactKind.Boolean, Nullable = true }, Required: false),
            new("g", new FactSchema { Kind = FactKind.Boolean, Nullable = true }, Required: false),
            new("list", new FactSchema { Kind = FactKind.List, Nullable = true, Items = new FactSchema { Kind = FactKind.Number } }, Required: false),
        ],
    };

    /// <summary>For each limit, the code of the refusal, and a function that returns a text with a given amount of what is limited.</summary>
    private static readonly Dictionary<string, (string Code, Func<int, string> Text)> Cases = new(StringComparer.Ordinal)
    {
        ["DocumentBytes"] = ("document-too-large", n => Workflow(Rule("r", "x > 1")).PadRight(n)),
        ["DocumentValues"] = ("document-too-large", n => Workflow(Rule("r", "x > 1", $"\"Properties\": {{ \"own\": [{Times("0", n - 8, ",")}] }}"))),
        ["DocumentDepth"] = ("malformed-json", n => Workflow(Rule("r", "x > 1", $"\"Properties\": {{ \"own\": {Nested("[", "0", "]", n - 4)} }}"))),
        ["Workflows"] = ("too-many", n => $"[{Joined(n, i => Workflow(Rule("r", "x > 1"), $"w{i}"))}]"),
        ["Rules"] = ("too-many", n => Workflow(Joined(n, i => Rule($"r{i}", "x > 1")))),
        ["RuleDepth"] = ("too-deep", n => Workflow(Enumerable.Range(1, n - 1).Aggregate(Rule("r", "x > 1"), (inner, i) => $$"""{ "RuleName": "g{{i}}", "Operator": "And", "Rules": [{{inner}}] }"""))),
        ["CallDepth"] = ("too-deep", n => Workflow(Joined(n + 1, i => Rule($"r{i}", "x > 1", i < n ? Call($"r{i + 1}") : "\"Enabled\": true")))),
        ["Params"] = ("too-many", n => Workflow(Rule("r", "x > 1", $"\"LocalParams\": [{Joined(n, i => $$"""{ "Name": "p{{i}}", "Expression": "x" }""")}]"))),
        ["Placeholders"] = ("too-many", n => Workflow(Rule("r", "x > 1", $"\"ErrorMessage\": \"{Times("$(x)", n, " ")}\""))),
        ["ExpressionLength"] = ("expression-too-long", n => Workflow(Rule("r", "x > 1".PadRight(n)))),
        ["ExpressionParts"] = ("expression-too-long", n => Workflow(Rule("r", n % 2 == 1 ? $"{Times("x", (n - 1) / 2, "+")} > 1" : $"-{Times("x", (n - 2) / 2, "+")} > 1"))),
        ["ExpressionDepth"] = ("expression-too-deep", n => Workflow(Rule("r", Nested("(", "x > 1", ")", n)))),
        ["SignsInARow"] = ("expression-too-deep", n => Workflow(Rule("r", $"{Times("!", n, "")}(x > 1)"))),
        ["Operations"] = ("expression-too-long", n => Workflow(Rule("r", Condition(n)))),
        ["LambdaDepth"] = ("expression-too-deep", n => Workflow(Rule("r", Enumerable.Range(0, n).Aggregate("x > 1", (inner, i) => $"list.Any(a{i} => {inner})")))),
        ["WorkflowLength"] = ("too-many", n => Workflow(Joined(n / 500, i => Rule($"r{i}", "x > 1".PadRight(i == 0 ? 500 + (n % 500) : 500))))),
    };

    /// <summary>The values of each limit that can be tried within the other limits.</summary>
    public static TheoryData<string, int> Limits()
    {
        var data = new TheoryData<string, int>();
        foreach (var (name, range) in Options().Where(o => o.Name != nameof(EngineLimits.Diagnostics)))
        {
            foreach (var value in new[] { (int)range.Minimum, (int)typeof(EngineLimits).GetProperty(name)!.GetValue(EngineLimits.Default)!, (int)range.Maximum }.Distinct())
                data.Add(name, value);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public void As_much_as_a_limit_allows_is_taken_and_one_more_is_refused(string limit, int value)
    {
        var (code, text) = Cases[limit];
        var most = Wide(limit, value);

        Assert.Empty(Codes(text(value), most));
        Assert.Contains(code, Codes(text(value + 1), most));
    }

    [Fact]
    public void Every_limit_is_tried()
    {
        Assert.Equal(Options().Select(o => o.Name).Except([nameof(EngineLimits.Diagnostics)]).Order(StringComparer.Ordinal), Cases.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Operations_count_as_characters_where_there_are_more_of_them()
    {
        // It has many more operations than characters, because `in` evaluates its left side for every item.
        const string Dense = "((((x > 1 in (f, g)) in (f, g)) in (f, g)) in (f, g)) in (f, g)";
        const int Rules = 150;

        Assert.True(Rules * Dense.Length < EngineLimits.Default.WorkflowLength / 4);
        Assert.Equal(["too-many"], Codes(Workflow(Joined(Rules, i => Rule($"r{i}", Dense))), EngineLimits.Default));
    }

    /// <summary>Returns limits with one as given and all others far beyond what a service can set, so that only this one refuses.</summary>
    private static EngineLimits Wide(string limit, int value)
    {
        var limits = new EngineLimits();
        foreach (var (name, range) in Options())
            typeof(EngineLimits).GetProperty(name)!.SetValue(limits, name == limit ? value : 20 * (int)range.Maximum);
        return limits;
    }

    private static IEnumerable<(string Name, RangeAttribute Range)> Options() =>
        typeof(EngineLimits).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetCustomAttribute<RangeAttribute>() is not null).Select(p => (p.Name, p.GetCustomAttribute<RangeAttribute>()!));

    private static List<string> Codes(string workflow, EngineLimits limits)
    {
        WorkflowRunner.Compile(Encoding.UTF8.GetBytes(workflow), null, null, Inputs, limits, out var found);
        return [.. found.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Code).Distinct()];
    }

    /// <summary>Returns a condition with the given number of operations; every value, sign and comparison is one.</summary>
    private static string Condition(int operations)
    {
        var conditions = new List<string>();
        for (; operations > 104; operations -= 100)
            conditions.Add($"{Times("x", 49, "+")} > 1");
        conditions.Add(operations % 2 == 1 ? $"{Times("x", (operations - 1) / 2, "+")} > 1" : $"-{Times("x", (operations - 2) / 2, "+")} > 1");
        return string.Join(" && ", conditions);
    }

    private static string Workflow(string rules, string name = "w") => $$"""{ "WorkflowName": "{{name}}", "Rules": [{{rules}}] }""";

    private static string Rule(string name, string expression, string? more = null) =>
        $$"""{ "RuleName": "{{name}}", "Expression": "{{expression}}"{{(more is null ? "" : ", " + more)}} }""";

    private static string Call(string rule) =>
        $$$"""{{{"\"Actions\""}}}: { "OnSuccess": { "Name": "EvaluateRule", "Context": { "workflowName": "w", "ruleName": "{{{rule}}}" } } }""";

    private static string Times(string text, int count, string separator) => string.Join(separator, Enumerable.Repeat(text, count));

    private static string Joined(int count, Func<int, string> item) => string.Join(',', Enumerable.Range(0, count).Select(item));

    private static string Nested(string open, string inner, string close, int depth) => Times(open, depth, "") + inner + Times(close, depth, "");
}

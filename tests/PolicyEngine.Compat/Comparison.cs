using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using PolicyEngine.Documents;
using PolicyEngine.Workflows;

namespace PolicyEngine.Compat;

/// <summary>Compares what the engine answered with what a case expects.</summary>
internal sealed partial class Comparison(JsonElement item, IReadOnlyList<RuleResult> results, IReadOnlyList<RuleResult> bare, IReadOnlyList<string> broken, string workflows)
{
    private static readonly string[] SystemWords = ["Exception while", "Error while", "Exception while parsing", "Rule execution failed"];

    private readonly List<string> _failures = [];
    private readonly List<string> _refusals = [];
    private readonly List<string> _deviations = [];

    public Verdict Judge(IReadOnlyList<Diagnostic> errors)
    {
        var expect = item.GetProperty("expect");
        foreach (var expected in expect.EnumerateObject())
        {
            switch (expected.Name)
            {
                case "rules":
                    foreach (var rule in expected.Value.EnumerateObject())
                        CompareRule(rule.Name, rule.Value.GetBoolean(), errors);
                    break;
                case "messages":
                    foreach (var rule in expected.Value.EnumerateObject())
                        CompareMessage(rule.Name, rule.Value.GetString()!);
                    break;
                case "output":
                    CompareOutputs(expected.Value, errors);
                    break;
                case "childCounts":
                    foreach (var rule in expected.Value.EnumerateObject())
                        CompareChildren(rule.Name, rule.Value.GetInt32());
                    break;
                case "firstSuccessEvent":
                    var first = results.Select(r => r.Event).FirstOrDefault(e => e is not null);
                    Check(string.Equals(first, expected.Value.GetString(), StringComparison.Ordinal), $"the first event is `{first}`, expected {expected.Value}");
                    break;
                default:
                    CompareObserved(expected.Name, errors);
                    break;
            }
        }

        if (errors.Count > 0 && _refusals.Count == 0)
            _refusals.Add(CompatCase.Words(errors[0]));
        return new Verdict(_failures, _refusals, _deviations);
    }

    /// <summary>An expectation of a kind not known here falls back on what RulesEngine was seen to answer.</summary>
    private void CompareObserved(string kind, IReadOnlyList<Diagnostic> errors)
    {
        if (!item.TryGetProperty("observed601", out var observed) || !observed.TryGetProperty("results", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            _failures.Add($"the expectation `{kind}` is not known here");
            return;
        }

        foreach (var rule in list.EnumerateArray())
            CompareRule(rule.GetProperty("rule").GetString()!, rule.GetProperty("success").GetBoolean(), errors);
    }

    private void CompareRule(string name, bool expected, IReadOnlyList<Diagnostic> errors)
    {
        if (broken.Contains(name) || (broken.Count > 0 && Find(name) is null))
        {
            var cause = errors[0];
            var withoutAction = bare.FirstOrDefault(r => string.Equals(r.Name, name, StringComparison.Ordinal));
            Check(!expected || Deviations.Refused.Contains(cause.Code) || HasTimes() || withoutAction?.Outcome == Outcome.Met, $"`{name}` should be met, but was refused");
            _refusals.Add(CompatCase.Words(cause));
            return;
        }

        if (Find(name) is not { } rule)
        {
            _failures.Add($"there is no result for `{name}`");
            return;
        }

        if (rule.Outcome == Outcome.Undetermined && !expected)
            _deviations.Add(rule.Fault is null ? $"{Deviations.Missing} ({string.Join(", ", rule.Missing)})" : Deviations.Fault);
        else if (rule.Outcome == Outcome.Undetermined && bare.FirstOrDefault(r => string.Equals(r.Name, name, StringComparison.Ordinal))?.Outcome == Outcome.Met)
            _deviations.Add(Deviations.MissingOutput);
        else if (rule.Outcome == Outcome.Undetermined && rule.Missing.Any(m => m.EndsWith("[]", StringComparison.Ordinal)))
            _deviations.Add(Deviations.MissingItem);
        else if (rule.Outcome == Outcome.NotMet && expected && DividesWholeNumbers().IsMatch(workflows))
            _deviations.Add(Deviations.Decimals);
        else if (rule.Outcome == Outcome.Met && !expected && workflows.Contains("[\\u0022", StringComparison.Ordinal))
            _deviations.Add(Deviations.NameInBrackets);
        else if ((rule.Outcome == Outcome.Met) != expected && HasSettings())
            _deviations.Add(Deviations.NoSettings);
        else if (rule.Outcome == Outcome.Met && !expected && FailedThere(name))
            _deviations.Add(Deviations.Computed);
        else
            Check((rule.Outcome == Outcome.Met) == expected, $"`{name}` is {rule.Outcome}, expected {expected}");
    }

    private void CompareChildren(string name, int expected)
    {
        var count = Find(name)?.Rules.Count;
        if (count is null && broken.Contains(name))
            return; // The refusal is told by the rule.
        if (count > expected && workflows.Contains("WorkflowsToInject", StringComparison.Ordinal))
            _deviations.Add(Deviations.InjectedBeside);
        else if (count > expected && StopsEarly())
            _deviations.Add(Deviations.EveryNested);
        else
            Check(count == expected, $"`{name}` has {count} nested results, expected {expected}");
    }

    private bool StopsEarly() => item.TryGetProperty("settings", out var settings) && settings.TryGetProperty("NestedRuleExecutionMode", out var mode)
        && string.Equals(mode.ToString(), "Performance", StringComparison.OrdinalIgnoreCase);

    private void CompareMessage(string name, string expected)
    {
        if (Find(name) is not { } rule)
        {
            Check(broken.Count > 0, $"there is no result for `{name}`");
            return;
        }

        var (kind, text) = expected.Split(':', 2) is [var k, var t] ? (k, t) : (expected, string.Empty);
        var message = rule.Outcome == Outcome.Met ? string.Empty : rule.Reason.En;
        var agrees = kind switch
        {
            "startsWith" => message.StartsWith(text, StringComparison.Ordinal),
            "notStartsWith" => !message.StartsWith(text, StringComparison.Ordinal),
            "contains" => message.Contains(text, StringComparison.Ordinal),
            "notContains" => !message.Contains(text, StringComparison.Ordinal),
            "equals" => string.Equals(message, text, StringComparison.Ordinal),
            "endsWith" => message.EndsWith(text, StringComparison.Ordinal),
            "notEmpty" => message.Length > 0,
            "empty" => message.Length == 0,
            _ => string.Equals(message, expected, StringComparison.Ordinal),
        };
        if (agrees)
            return;
        if (kind is "empty")
            _deviations.Add(Deviations.EveryReason);
        else if (Array.Exists(SystemWords, w => text.StartsWith(w, StringComparison.Ordinal)) || rule.Outcome == Outcome.Undetermined)
            _deviations.Add(HasSettings() ? Deviations.NoSettings : Deviations.OwnWords);
        else if (workflows.Contains("$(", StringComparison.Ordinal))
            _deviations.Add($"{Deviations.NestedPlaceholders} (here: {message})");
        else
            _failures.Add($"`{name}` says \"{message}\", expected {expected}");
    }

    private void CompareOutputs(JsonElement expected, IReadOnlyList<Diagnostic> errors)
    {
        var isMap = expected.ValueKind == JsonValueKind.Object && expected.EnumerateObject().All(m => Find(m.Name) is not null || broken.Contains(m.Name));
        if (isMap && expected.EnumerateObject().Any())
        {
            foreach (var output in expected.EnumerateObject())
                CompareOutput(output.Name, Find(output.Name), output.Value, errors);
        }
        else
        {
            CompareOutput("the call", results.Count > 0 ? results[0] : null, expected, errors);
        }
    }

    private void CompareOutput(string name, RuleResult? rule, JsonElement expected, IReadOnlyList<Diagnostic> errors)
    {
        if (rule is null)
        {
            Check(expected.ValueKind == JsonValueKind.Null || errors.Any(e => Deviations.Refused.Contains(e.Code)), $"{name} gives no output, expected {expected}");
            if (errors.Count > 0)
                _refusals.Add(CompatCase.Words(errors[0]));
            return;
        }

        if (AreEqual(rule.Output, expected))
            return;
        if (expected.ValueKind == JsonValueKind.Null && rule.Outcome == Outcome.Undetermined)
            _deviations.Add(Deviations.Missing);
        else if (expected.ValueKind == JsonValueKind.Null && ActionFailedThere(rule.Name))
            _deviations.Add(Deviations.ActionRun);
        else if (rule.Output is decimal exact && expected.ValueKind == JsonValueKind.Number && workflows.Contains('/', StringComparison.Ordinal) && decimal.Truncate(exact) == expected.GetDecimal())
            _deviations.Add(Deviations.Decimals);
        else
            _failures.Add($"{name} gives `{Words(rule.Output)}`, expected {expected}");
    }

    private static bool AreEqual(object? value, JsonElement expected) => (value, expected.ValueKind) switch
    {
        (null, JsonValueKind.Null) => true,
        (decimal number, JsonValueKind.Number) => expected.TryGetDecimal(out var exact) && Math.Abs(number - exact) <= 1e-12m * Math.Max(1, Math.Abs(exact)),
        (string text, JsonValueKind.String) => string.Equals(text, expected.GetString(), StringComparison.Ordinal),
        (bool flag, JsonValueKind.True or JsonValueKind.False) => flag == expected.GetBoolean(),
        (DateTime date, JsonValueKind.String) => DateTime.TryParse(expected.GetString(), CultureInfo.InvariantCulture, out var other) && date == other,
        (Array items, JsonValueKind.Array) => items.Length == expected.GetArrayLength() && items.Cast<object>().Zip(expected.EnumerateArray()).All(p => AreEqual(p.First, p.Second)),
        (IReadOnlyDictionary<string, object?> map, JsonValueKind.Object) => expected.EnumerateObject().All(m => AreEqual(map.GetValueOrDefault(m.Name), m.Value)),
        _ => false,
    };

    private static string Words(object? value) => value is IReadOnlyDictionary<string, object?> or Array ? JsonSerializer.Serialize(value) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "null";

    /// <summary>Whether RulesEngine answered "false" because it could not evaluate the rule at all.</summary>
    private bool FailedThere(string name) =>
        item.TryGetProperty("observed601", out var observed) && observed.TryGetProperty("results", out var list) && list.ValueKind == JsonValueKind.Array
        && list.EnumerateArray().Any(r => r.GetProperty("rule").GetString() == name && r.GetProperty("message").GetString() is { } message
            && Array.Exists(SystemWords, w => message.StartsWith(w, StringComparison.Ordinal)));

    /// <summary>Whether RulesEngine gave no output because its action threw.</summary>
    private bool ActionFailedThere(string name) => item.TryGetProperty("observed601", out var observed)
        && (HasText(observed, "exception")
            || (observed.TryGetProperty("results", out var list) && list.ValueKind == JsonValueKind.Array
                && list.EnumerateArray().Any(r => r.GetProperty("rule").GetString() == name && HasText(r, "actionError"))));

    private static bool HasText(JsonElement value, string member) => value.TryGetProperty(member, out var text) && text.ValueKind == JsonValueKind.String;

    /// <summary>Whether an input is a date with a time of day, which facts do not have.</summary>
    private bool HasTimes() => item.TryGetProperty("inputs", out var inputs) && TimeOfDay().IsMatch(inputs.GetRawText());

    [GeneratedRegex(@"\d{4}-\d{2}-\d{2}T(?!00:00(:00)?(\.0+)?(Z|[+-])?"")", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TimeOfDay();

    private bool HasSettings() => item.TryGetProperty("settings", out var settings)
        && settings.EnumerateObject().Any(s => s.Name is "EnableScopedParams" or "IsExpressionCaseSensitive" or "CustomTypes" or "CustomActions");

    /// <summary>A result by its path <c>Parent/Child</c>, or the first of that name at any depth.</summary>
    private RuleResult? Find(string path)
    {
        var names = path.Split('/');
        var found = All(results).FirstOrDefault(r => string.Equals(r.Name, path, StringComparison.Ordinal));
        if (found is not null || names.Length == 1)
            return found;
        found = results.FirstOrDefault(r => string.Equals(r.Name, names[0], StringComparison.Ordinal));
        foreach (var name in names.Skip(1))
            found = found?.Rules.FirstOrDefault(r => string.Equals(r.Name, name, StringComparison.Ordinal));
        return found;
    }

    private static IEnumerable<RuleResult> All(IEnumerable<RuleResult> rules) => rules.Concat(rules.SelectMany(r => All(r.Rules)));

    [GeneratedRegex(@"/\s*\d+(?![\d.])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DividesWholeNumbers();

    private void Check(bool holds, string failure)
    {
        if (!holds)
            _failures.Add(failure);
    }
}

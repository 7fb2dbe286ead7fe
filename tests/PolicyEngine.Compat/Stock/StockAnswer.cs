using System.Text.Json;

namespace PolicyEngine.Compat.Stock;

/// <summary>What RulesEngine answered: run here, or as it was noted down in a case.</summary>
/// <param name="Rules">Its results; of a called action, also those of the rules it ran.</param>
/// <param name="Output">The output of a call of one rule's action.</param>
/// <param name="Fault">Why that action, or the call itself, failed.</param>
/// <param name="Refused">Whether it refused the workflow, or knew none of that name.</param>
internal sealed record StockAnswer(IReadOnlyList<StockRule> Rules, JsonElement? Output, string? Fault, bool Refused)
{
    /// <summary>Reads what a case notes down in <c>observed601</c>; <see langword="null"/> where it notes nothing.</summary>
    public static StockAnswer? Noted(JsonElement item)
    {
        if (!item.TryGetProperty("observed601", out var observed))
            return null;
        var threw = Text(observed, "threw") ?? Text(observed, "throws");
        var rules = observed.TryGetProperty("results", out var results) && results.ValueKind == JsonValueKind.Array ? results.EnumerateArray().Select(Rule).ToList() : [];
        if (threw is null && rules.Count == 0)
            return null;
        return new StockAnswer(rules, Value(observed, "output"), Text(observed, "exception"), threw is not null);
    }

    /// <summary>A result by its path <c>Parent/Child</c>, or the first of that name at any depth.</summary>
    public StockRule? Find(string path) => NamedResult.Find(Rules, path, r => r.Name, r => r.Rules);

    private static StockRule Rule(JsonElement result) => new(
        result.GetProperty("rule").GetString() ?? string.Empty,
        result.GetProperty("success").GetBoolean(),
        Text(result, "message") ?? string.Empty,
        Value(result, "output"),
        Text(result, "actionError"),
        result.TryGetProperty("children", out var children) && children.ValueKind == JsonValueKind.Array ? [.. children.EnumerateArray().Select(Rule)] : []);

    private static JsonElement? Value(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string? Text(JsonElement of, string name) => Value(of, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}

/// <summary>What RulesEngine answered for one rule.</summary>
/// <param name="Name">The rule.</param>
/// <param name="Met">Whether it succeeded.</param>
/// <param name="Message">Its message; empty when there is none.</param>
/// <param name="Output">The output of its action.</param>
/// <param name="ActionFault">Why its action failed.</param>
/// <param name="Rules">The answers of nested rules.</param>
internal sealed record StockRule(string Name, bool Met, string Message, JsonElement? Output, string? ActionFault, IReadOnlyList<StockRule> Rules)
{
    private static readonly string[] SystemWords = ["Exception while", "Error while", "Rule execution failed"];

    /// <summary>Whether its message tells of an error instead of a business "no".</summary>
    public bool HasSystemMessage => Array.Exists(SystemWords, w => Message.StartsWith(w, StringComparison.Ordinal));

    /// <summary>Whether it, or a rule nested in it, could not be evaluated at all, which reads like "false".</summary>
    public bool Failed => HasSystemMessage || Rules.Any(r => r.Failed);
}

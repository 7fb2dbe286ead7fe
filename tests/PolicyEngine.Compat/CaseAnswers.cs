using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyEngine.Documents;
using PolicyEngine.Workflows;

namespace PolicyEngine.Compat;

/// <summary>What ours made of a case.</summary>
/// <param name="Item">The case.</param>
/// <param name="Workflows">Its workflows, the one to run first.</param>
/// <param name="Inputs">Its inputs.</param>
/// <param name="Results">What ours answered.</param>
/// <param name="Bare">What ours answers without actions, where that tells something.</param>
/// <param name="Broken">The top-level rules that were refused.</param>
/// <param name="Errors">Why.</param>
/// <param name="ErrorsWithoutTimes">What would be left of the errors, had the inputs no times of day.</param>
internal sealed record CaseAnswers(
    JsonElement Item,
    JsonArray Workflows,
    JsonObject Inputs,
    IReadOnlyList<RuleResult> Results,
    IReadOnlyList<RuleResult> Bare,
    IReadOnlyList<string> Broken,
    IReadOnlyList<Diagnostic> Errors,
    Lazy<IReadOnlyList<Diagnostic>> ErrorsWithoutTimes)
{
    /// <summary>A result by its path; none of a refused rule, though another may have called it with names of its own.</summary>
    public RuleResult? Find(string path) => Broken.Contains(path.Split('/')[0]) ? null : NamedResult.Find(Results, path, r => r.Name, r => r.Rules);

    /// <summary>A result without actions by its path.</summary>
    public RuleResult? FindBare(string path) => NamedResult.Find(Bare, path, r => r.Name, r => r.Rules);

    /// <summary>A rule as it is written, by its path.</summary>
    public JsonObject? Written(string path) => NamedResult.Find(
        [.. Workflows.SelectMany(w => Rules(w!.AsObject()))], path, r => r["RuleName"]?.GetValue<string>() ?? string.Empty, Rules);

    /// <summary>The errors in a top-level rule, and those outside of any.</summary>
    public IEnumerable<Diagnostic> ErrorsOf(string rule) => Errors.Where(e => RuleOf(e.Pointer) is not { } name || string.Equals(name, rule, StringComparison.Ordinal));

    /// <summary>The expression that an error stands in; empty where it stands in none.</summary>
    public string ExpressionAt(string pointer)
    {
        JsonNode? node = Workflows;
        foreach (var part in pointer.Split('/').Skip(1))
            node = node is JsonArray list ? int.TryParse(part, CultureInfo.InvariantCulture, out var index) && index < list.Count ? list[index] : null : (node as JsonObject)?[part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)];
        return node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : string.Empty;
    }

    private string? RuleOf(string pointer) => pointer.Split('/') is [_, var workflow, "Rules", var index, ..] && int.TryParse(workflow, CultureInfo.InvariantCulture, out var w) && int.TryParse(index, CultureInfo.InvariantCulture, out var i)
        ? (Workflows[w]!["Rules"] as JsonArray)?[i]?["RuleName"]?.GetValue<string>()
        : null;

    private static List<JsonObject> Rules(JsonObject of) => [.. (of["Rules"] as JsonArray ?? []).OfType<JsonObject>()];
}

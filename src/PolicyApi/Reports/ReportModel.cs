using System.Collections;
using System.Reflection;
using System.Text.Json;
using PolicyEngine.Appraisals;
using PolicyEngine.Policies;

namespace PolicyApi.Reports;

/// <summary>
/// The members an appraisal can have, taken once from the engine's own types. The store leaves empty members out; a template that reads one of these
/// gets nothing, while a name that no appraisal can have is an error.
/// </summary>
public static class ReportModel
{
    /// <summary>Reports on one stored appraisal.</summary>
    public const string Appraisal = "appraisal";

    /// <summary>Reports on the stored appraisals of many by one scheme.</summary>
    public const string Team = "team";

    /// <summary>Reports on a version of a policy.</summary>
    public const string Policy = "policy";

    /// <summary>What a report can be about: the name with which its data begins.</summary>
    public static IReadOnlySet<string> Roots { get; } = new HashSet<string>([Appraisal, Team, Policy], StringComparer.Ordinal);

    /// <summary>Every member name, at any depth.</summary>
    public static IReadOnlySet<string> Members { get; } = Collect();

    // Of a team, beside its appraisals.
    private static string[] TeamMembers =>
    [
        "scheme", "title", "people", "appraised", "open", "distribution", "grade", "count", "share", "ranking", "rank", "appraisal", "training", "promotion", "candidates", "undecided", "mean", "lowest", "highest", "persons", "level", "composite", "kpi", "feedback360", "goals", "id", "name", "reason", "missing", "outcome", "year",
    ];

    // Of a policy document; docs/documents.md has its form.
    private static string[] PolicyMembers =>
    [
        "kind", "id", "title", "model", "reads", "version", "status", "sha256", "parameters", "type", "value", "unit", "indicators", "weight", "method", "missing", "measuredBy", "target", "actual",
        "scorecards", "rollup", "components", "feedback360", "groups", "competencies", "minimumRaters", "grades", "grade", "from", "to", "score", "below", "points", "at", "workflow", "rules", "operator",
        "name", "category", "condition", "reason", "met", "notMet", "undetermined", "event", "items", "exempt", "scale", "self", "enabled", "month", "quarter", "year", "kpi", "goals", "cap", "floor",
        "output", "maximumRedistribution", "full", "bands", "curve", "base", "minimum", "maximum", "words",
    ];

    private static HashSet<string> Collect()
    {
        // The record around the result, as the API stores it.
        var names = new HashSet<string>(StringComparer.Ordinal)
        {
            "id", "scheme", "model", "policies", "asOf", "knownAt", "decidedAt", "revision", "sha256", "ignored", "facts",
        };
        names.UnionWith(TeamMembers);
        names.UnionWith(PolicyMembers);
        var seen = new HashSet<Type>();
        AddMembers(typeof(AppraisalResult), names, seen);
        AddMembers(typeof(DocumentReference), names, seen);
        return names;
    }

    private static void AddMembers(Type type, HashSet<string> names, HashSet<Type> seen)
    {
        if (type.Namespace?.StartsWith(nameof(PolicyEngine), StringComparison.Ordinal) != true || type.IsEnum || !seen.Add(type))
            return;
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            names.Add(JsonNamingPolicy.CamelCase.ConvertName(property.Name));
            AddMembers(Element(property.PropertyType), names, seen);
        }
    }

    private static Type Element(Type type) =>
        type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) ? type.GetGenericArguments()[0] : type;
}

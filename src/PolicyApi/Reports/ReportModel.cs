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
internal static class ReportModel
{
    /// <summary>Every member name, at any depth.</summary>
    public static IReadOnlySet<string> Members { get; } = Collect();

    private static HashSet<string> Collect()
    {
        // The record around the result, as the API stores it.
        var names = new HashSet<string>(StringComparer.Ordinal)
        {
            "id", "scheme", "model", "policies", "asOf", "knownAt", "decidedAt", "revision", "sha256", "ignored", "facts",
        };
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

using PolicyEngine.Appraisals;
using PolicyEngine.Policies;

namespace PolicyApi.Reports;

/// <summary>
/// The members that the data of a report can have, taken once from the engine's own types. The store leaves empty members out; a template that
/// reads one of these gets nothing, while a name that no report can have is an error.
/// </summary>
public static class ReportModel
{
    /// <summary>Reports on one stored appraisal.</summary>
    public const string Appraisal = "appraisal";

    /// <summary>Reports on the stored appraisals of many by one scheme.</summary>
    public const string Team = "team";

    /// <summary>Reports on a version of a policy.</summary>
    public const string Policy = "policy";

    // The record around an appraisal's result, as the API stores it.
    private static readonly Dictionary<string, ReportShape> Stored = new(StringComparer.Ordinal)
    {
        ["id"] = ReportShape.Single,
        ["scheme"] = ReportShape.Of(typeof(DocumentReference)),
        ["model"] = ReportShape.Of(typeof(DocumentReference)),
        ["policies"] = ReportShape.Of(typeof(IReadOnlyList<DocumentReference>)),
        ["asOf"] = ReportShape.Single,
        ["knownAt"] = ReportShape.Single,
        ["decidedAt"] = ReportShape.Single,
        ["revision"] = ReportShape.Single,
        ["standing"] = ReportShape.Single,
        ["sha256"] = ReportShape.Single,
        ["gradeScale"] = ReportShape.Of(typeof(ReportScale)),
        ["ignored"] = ReportShape.Of(typeof(IReadOnlyList<string>)),
        ["facts"] = ReportShape.Any,
    };

    /// <summary>What a report can be about: the name with which its data begins.</summary>
    public static IReadOnlySet<string> Roots { get; } = new HashSet<string>([Appraisal, Team, Policy], StringComparer.Ordinal);

    /// <summary>Every member name, at any depth.</summary>
    public static IReadOnlySet<string> Members => Names;

    /// <summary>What stands below each of <see cref="Roots"/>.</summary>
    internal static IReadOnlyDictionary<string, ReportShape> Shapes { get; } = new Dictionary<string, ReportShape>(StringComparer.Ordinal)
    {
        [Appraisal] = ReportShape.With(ReportShape.Of(typeof(AppraisalResult)), Stored),
        [Team] = ReportShape.Of(RootSchemas.Team()),
        [Policy] = ReportShape.Of(RootSchemas.Policy()),
    };

    private static HashSet<string> Names { get; } = [.. Shapes.Values.SelectMany(s => s.Names())];

    /// <summary>Where a name stands, if not where it was looked for: the shortest path that ends in it; <see langword="null"/> when there is none.</summary>
    /// <param name="root">One of <see cref="Roots"/>.</param>
    /// <param name="name">A member's name.</param>
    internal static string? PathTo(string root, string name)
    {
        var next = new Queue<(string Path, ReportShape Shape)>([(root, Shapes[root])]);
        var seen = new HashSet<ReportShape>();
        while (next.TryDequeue(out var at))
        {
            // Members of a list's items are reached by a loop, not by a path.
            foreach (var (member, shape) in at.Shape.Members)
            {
                if (member == name)
                    return $"{at.Path}.{member}";
                if (seen.Add(shape))
                    next.Enqueue(($"{at.Path}.{member}", shape));
            }
        }

        return null;
    }
}

using PolicyEngine.Appraisals;
using PolicyEngine.Policies;

namespace PolicyApi.Reports;

/// <summary>
/// The members that the data of a report can have, derived from the engine's own types. Stored data has no empty members: a template that reads a
/// member that is left out gets nothing, while a name that no report can have is an error.
/// </summary>
public static class ReportModel
{
    /// <summary>The data of reports on one stored appraisal.</summary>
    public const string Appraisal = "appraisal";

    /// <summary>The data of reports on the stored appraisals of many people by one scheme.</summary>
    public const string Team = "team";

    /// <summary>The data of reports on a version of a policy.</summary>
    public const string Policy = "policy";

    // The other members of an appraisal's record, besides those of its result.
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

    /// <summary>The kinds of data that a report can be about, by their names in templates.</summary>
    public static IReadOnlySet<string> Roots { get; } = new HashSet<string>([Appraisal, Team, Policy], StringComparer.Ordinal);

    /// <summary>The names of all members, at any depth.</summary>
    public static IReadOnlySet<string> Members => Names;

    /// <summary>The shape of each of <see cref="Roots"/>.</summary>
    internal static IReadOnlyDictionary<string, ReportShape> Shapes { get; } = new Dictionary<string, ReportShape>(StringComparer.Ordinal)
    {
        [Appraisal] = ReportShape.With(ReportShape.Of(typeof(AppraisalResult)), Stored),
        [Team] = ReportShape.Of(RootSchemas.Team()),
        [Policy] = ReportShape.Of(RootSchemas.Policy()),
    };

    private static HashSet<string> Names { get; } = [.. Shapes.Values.SelectMany(s => s.Names())];

    /// <summary>Returns the shortest path to a member with a name, for hints in error messages; <see langword="null"/> if there is none.</summary>
    /// <param name="root">One of <see cref="Roots"/>.</param>
    /// <param name="name">A member's name.</param>
    internal static string? PathTo(string root, string name)
    {
        var next = new Queue<(string Path, ReportShape Shape)>([(root, Shapes[root])]);
        var seen = new HashSet<ReportShape>();
        while (next.TryDequeue(out var at))
        {
            // Not into the items of lists, which are read in a loop and have no path.
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

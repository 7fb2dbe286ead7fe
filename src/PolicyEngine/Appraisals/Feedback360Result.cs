using PolicyEngine.Documents;

namespace PolicyEngine.Appraisals;

/// <summary>The 360° feedback component.</summary>
/// <param name="Score">
/// The published score: the mean of the competencies' scores times the policy's <c>scale</c>. Left out without ratings, and while <c>held</c> has a reason.
/// </param>
/// <param name="Held">Why there are ratings but no score, such as too few raters; left out otherwise.</param>
/// <param name="Groups">The rater groups, in the policy's order.</param>
/// <param name="Competencies">The competencies, in the policy's order.</param>
public sealed record Feedback360Result(
    decimal? Score, LocalizedText? Held, IReadOnlyList<RaterGroupResult> Groups, IReadOnlyList<CompetencyResult> Competencies);

/// <summary>
/// The status of a rater group: <c>counted</c>; <c>suppressed</c>, with too few raters, so that its ratings are neither shown nor counted;
/// <c>notApplicable</c>, if the person has no such raters; or <c>notObserved</c>, if such raters gave no value.
/// </summary>
public enum RaterGroupStatus
{
    /// <summary>Enough raters; it counts.</summary>
    Counted,

    /// <summary>Too few raters: neither shown nor counted.</summary>
    Suppressed,

    /// <summary>The person has no such raters.</summary>
    NotApplicable,

    /// <summary>Raters of this group did not observe this competency.</summary>
    NotObserved,
}

/// <summary>One rater group over all competencies.</summary>
/// <param name="Id">The group's id.</param>
/// <param name="Title">The group's display title.</param>
/// <param name="Weight">The weight in percent, before any group is suppressed.</param>
/// <param name="Status">The status of the group.</param>
/// <param name="Raters">The number of raters, as a text; for a suppressed group, only the letter n, a less-than sign and the policy's minimum.</param>
public sealed record RaterGroupResult(string Id, LocalizedText Title, decimal Weight, RaterGroupStatus Status, string Raters);

/// <summary>The result of one competency.</summary>
/// <param name="Id">The competency's id.</param>
/// <param name="Title">The competency's display title.</param>
/// <param name="Score">
/// The published weighted mean of the groups that count, on the scale of the ratings (not multiplied); left out if no group counts, or only groups that are
/// exempt from the minimum number of raters.
/// </param>
/// <param name="Self">The published mean of the person's own ratings, which never count; left out if there are none.</param>
/// <param name="Groups">The result of each rater group, in the policy's order.</param>
public sealed record CompetencyResult(
    string Id, LocalizedText Title, decimal? Score, decimal? Self, IReadOnlyList<CompetencyGroupResult> Groups)
{
    /// <summary>The score before rounding: what rules compare with thresholds. It is not part of the published answer.</summary>
    internal decimal? Unrounded { get; init; }
}

/// <summary>The ratings of one rater group for one competency.</summary>
/// <param name="Id">The group's id.</param>
/// <param name="Mean">The published mean of the group's ratings; left out unless the status is <c>counted</c>.</param>
/// <param name="Status">The group's status for this competency.</param>
public sealed record CompetencyGroupResult(string Id, decimal? Mean, RaterGroupStatus Status);

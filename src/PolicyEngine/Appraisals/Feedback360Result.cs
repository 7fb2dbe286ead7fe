using PolicyEngine.Documents;

namespace PolicyEngine.Appraisals;

/// <summary>The 360° component.</summary>
/// <param name="Score">The published score on the component's scale; <see langword="null"/> when held.</param>
/// <param name="Held">Why there is no score in spite of ratings; <see langword="null"/> otherwise.</param>
/// <param name="Groups">The rater groups.</param>
/// <param name="Competencies">The competencies.</param>
public sealed record Feedback360Result(
    decimal? Score, LocalizedText? Held, IReadOnlyList<RaterGroupResult> Groups, IReadOnlyList<CompetencyResult> Competencies);

/// <summary>The status of a rater group.</summary>
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
/// <param name="Title">The display title.</param>
/// <param name="Weight">Percent before suppression.</param>
/// <param name="Status">Its status.</param>
/// <param name="Raters">How many raters, as shown: a number, or <c>n&lt;3</c> when suppressed.</param>
public sealed record RaterGroupResult(string Id, LocalizedText Title, decimal Weight, RaterGroupStatus Status, string Raters);

/// <summary>One competency.</summary>
/// <param name="Id">The competency's id.</param>
/// <param name="Title">The display title.</param>
/// <param name="Score">The published weighted mean on the rating scale (1–5); <see langword="null"/> when no group counts.</param>
/// <param name="Self">The mean of self ratings, never counted.</param>
/// <param name="Groups">What each group says, in the order of the groups.</param>
public sealed record CompetencyResult(
    string Id, LocalizedText Title, decimal? Score, decimal? Self, IReadOnlyList<CompetencyGroupResult> Groups)
{
    /// <summary>The score before rounding: what rules compare with thresholds. It is not part of the published answer.</summary>
    internal decimal? Unrounded { get; init; }
}

/// <summary>What one rater group says on one competency.</summary>
/// <param name="Id">The group's id.</param>
/// <param name="Mean">The published mean of its ratings; <see langword="null"/> unless counted.</param>
/// <param name="Status">Its status for this competency.</param>
public sealed record CompetencyGroupResult(string Id, decimal? Mean, RaterGroupStatus Status);

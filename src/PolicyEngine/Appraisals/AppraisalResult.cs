using PolicyEngine.Workflows;

namespace PolicyEngine.Appraisals;

/// <summary>Everything one appraisal says about one person; a pure function of facts and document versions.</summary>
/// <param name="Subject">Who was appraised, for what period.</param>
/// <param name="Scores">The scores, from indicators up to the composite and the grade.</param>
/// <param name="Promotion">The promotion policy's answer; <see langword="null"/> when the scheme has none.</param>
/// <param name="Training">The training policy's answer; <see langword="null"/> when the scheme has none.</param>
/// <param name="Reward">The reward policy's answer; <see langword="null"/> when the scheme has none.</param>
public sealed record AppraisalResult(
    AppraisalSubject Subject,
    WeightingResult Scores,
    PolicyResult? Promotion,
    PolicyResult? Training,
    PolicyResult? Reward);

/// <summary>The person and the period, as the fact model's <c>about</c> names them.</summary>
/// <param name="Id">The person's id, verbatim.</param>
/// <param name="Name">The person's name; <see langword="null"/> when not given.</param>
/// <param name="Level">The job level; <see langword="null"/> when not given.</param>
/// <param name="Year">The year appraised; <see langword="null"/> when not given.</param>
public sealed record AppraisalSubject(string Id, string? Name, string? Level, int? Year);

using PolicyEngine.Workflows;

namespace PolicyEngine.Appraisals;

/// <summary>The result of one appraisal of one person. It depends on nothing but the facts and the versions of the documents.</summary>
/// <param name="Subject">The person, and the period of the appraisal.</param>
/// <param name="Scores">The scores, from indicators up to the composite and the grade.</param>
/// <param name="Promotion">The result of the promotion policy; <see langword="null"/> when the scheme has none.</param>
/// <param name="Training">The result of the training policy; <see langword="null"/> when the scheme has none.</param>
/// <param name="Reward">The result of the reward policy; <see langword="null"/> when the scheme has none.</param>
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

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

/// <summary>The person and the year appraised, from the fields that the fact model's <c>about</c> names.</summary>
/// <param name="Id">The person's id, as in the facts.</param>
/// <param name="Name">The person's name; left out if the facts have none.</param>
/// <param name="Level">The job level; left out if the facts have none.</param>
/// <param name="Year">The year appraised; left out if the facts have none.</param>
public sealed record AppraisalSubject(string Id, string? Name, string? Level, int? Year);

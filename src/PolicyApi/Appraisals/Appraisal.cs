using PolicyApi.Catalog;
using PolicyEngine.Appraisals;
using PolicyEngine.Policies;

namespace PolicyApi.Appraisals;

/// <summary>What a scheme says about one subject: scores, promotion, training and rewards, and which versions it stands on.</summary>
/// <param name="Id"><c>apr_</c> and a time-ordered UUID.</param>
/// <param name="Scheme">The scheme's version.</param>
/// <param name="Model">The fact model's version.</param>
/// <param name="Policies">The policies' versions: weighting, promotion, training, reward, as far as the scheme has them.</param>
/// <param name="Subject">The person and the period.</param>
/// <param name="AsOf">The day whose rules apply.</param>
/// <param name="KnownAt">When the last publication was made that the answer takes into account; asked with this <c>asOf</c> and <c>knownAt</c> again, the answer is the same for ever.</param>
/// <param name="DecidedAt">When the service answered.</param>
/// <param name="Revision">The journal's number of that publication.</param>
/// <param name="Standing">What stands behind the rules, by the weakest of them; <c>trial</c> when a version was asked for that is not in force.</param>
/// <param name="Scores">From indicators up to the composite and the grade.</param>
/// <param name="Promotion">The promotion policy's answer; left out when the scheme has none.</param>
/// <param name="Training">The training policy's answer; left out when the scheme has none.</param>
/// <param name="Reward">The reward policy's answer; left out when the scheme has none.</param>
/// <param name="Ignored">Pointers of posted members that the fact model does not know, at most 100.</param>
public sealed record Appraisal(
    string Id,
    DocumentReference Scheme,
    DocumentReference Model,
    IReadOnlyList<DocumentReference> Policies,
    AppraisalSubject Subject,
    DateOnly AsOf,
    DateTimeOffset KnownAt,
    DateTimeOffset DecidedAt,
    long Revision,
    Standing Standing,
    WeightingResult Scores,
    PolicyResult? Promotion,
    PolicyResult? Training,
    PolicyResult? Reward,
    IReadOnlyList<string> Ignored);

using PolicyApi.Catalog;
using PolicyEngine.Appraisals;
using PolicyEngine.Policies;
using PolicyEngine.Workflows;

namespace PolicyApi.Appraisals;

/// <summary>The appraisal of one subject by a scheme: scores, promotion, training and rewards, and the versions they are based on.</summary>
/// <param name="Id"><c>apr_</c> and a time-ordered UUID.</param>
/// <param name="Scheme">The scheme's version.</param>
/// <param name="Model">The fact model's version.</param>
/// <param name="Policies">The policies' versions: weighting, promotion, training, reward, if the scheme has them.</param>
/// <param name="Subject">The person and the period.</param>
/// <param name="AsOf">The day whose rules apply.</param>
/// <param name="KnownAt">When the last publication that the answer takes into account was made. With this <c>asOf</c> and <c>knownAt</c>, the same facts always give the same answer.</param>
/// <param name="DecidedAt">When the service answered.</param>
/// <param name="Revision">The journal's number of that publication.</param>
/// <param name="Standing">What the approval of the rules is worth, by the weakest of them; <c>trial</c> if a version was requested that is not in force.</param>
/// <param name="Scores">From indicators up to the composite and the grade.</param>
/// <param name="Promotion">The promotion policy's answer; left out when the scheme has none.</param>
/// <param name="Training">The training policy's answer; left out when the scheme has none.</param>
/// <param name="Reward">The reward policy's answer; left out when the scheme has none.</param>
/// <param name="Ignored">Pointers to posted members that the fact model does not have, at most 100.</param>
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

using PolicyApi.Catalog;
using PolicyEngine.Appraisals;
using PolicyEngine.Policies;
using PolicyEngine.Workflows;

namespace PolicyApi.Appraisals;

/// <summary>The appraisal of one subject by a scheme: scores, promotion, training and rewards, and the versions they are based on.</summary>
/// <param name="Id">The id: <c>apr_</c> and a time-ordered UUID.</param>
/// <param name="Scheme">The version of the scheme.</param>
/// <param name="Model">The version of the fact model.</param>
/// <param name="Policies">The versions of the scheme's policies, in the order weighting, promotion, training, reward.</param>
/// <param name="Subject">The person and the year appraised.</param>
/// <param name="AsOf">The day whose rules apply (UTC).</param>
/// <param name="KnownAt">
/// When the last publication that the answer takes into account was made. With the same <c>asOf</c> and <c>knownAt</c>, the same facts always give the same
/// answer.
/// </param>
/// <param name="DecidedAt">When the service answered (UTC).</param>
/// <param name="Revision">The number of that last publication in the journal; 0 if nothing had been published.</param>
/// <param name="Standing">
/// What the approval of the rules is worth: the weakest standing among the documents used; <c>trial</c> if the request named a version that is not in force.
/// </param>
/// <param name="Scores">The scores, from the indicators up to the composite and the grade.</param>
/// <param name="Promotion">The result of the promotion policy; left out if the scheme has none.</param>
/// <param name="Training">The result of the training policy; left out if the scheme has none.</param>
/// <param name="Reward">The result of the reward policy; left out if the scheme has none.</param>
/// <param name="Ignored">
/// RFC 6901 pointers to the members of the posted facts that the fact model does not define and that were therefore not used; at most 100.
/// </param>
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

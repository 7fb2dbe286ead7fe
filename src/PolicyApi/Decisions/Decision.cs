using PolicyApi.Catalog;
using PolicyEngine.Appraisals;
using PolicyEngine.Policies;
using PolicyEngine.Workflows;

namespace PolicyApi.Decisions;

/// <summary>The decision of one policy on one subject, and the versions it is based on.</summary>
/// <param name="Id">The id: <c>dec_</c> and a time-ordered UUID.</param>
/// <param name="Policy">The version of the policy.</param>
/// <param name="Model">The version of the fact model.</param>
/// <param name="Subject">The person's id, as in the facts.</param>
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
/// <param name="Outcome">For a promotion policy: whether all its top-level rules are met. Left out for other kinds, whose rules each stand alone.</param>
/// <param name="Events">What the rules that were met grant or trigger, in the order of the rules; left out for weighting policies.</param>
/// <param name="Missing">The paths of the missing fields because of which a rule or a score is undetermined. Empty if nothing is missing.</param>
/// <param name="Rules">The result of every top-level rule, with its reason; left out for weighting policies.</param>
/// <param name="Scores">The scores of a weighting policy; left out for other kinds.</param>
/// <param name="Ignored">
/// RFC 6901 pointers to the members of the posted facts that the fact model does not define and that were therefore not used; at most 100.
/// </param>
public sealed record Decision(
    string Id,
    DocumentReference Policy,
    DocumentReference Model,
    string Subject,
    DateOnly AsOf,
    DateTimeOffset KnownAt,
    DateTimeOffset DecidedAt,
    long Revision,
    Standing Standing,
    Outcome? Outcome,
    IReadOnlyList<string>? Events,
    IReadOnlyList<string> Missing,
    IReadOnlyList<RuleResult>? Rules,
    WeightingResult? Scores,
    IReadOnlyList<string> Ignored);

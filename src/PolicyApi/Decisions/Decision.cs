using PolicyApi.Catalog;
using PolicyEngine.Appraisals;
using PolicyEngine.Policies;
using PolicyEngine.Workflows;

namespace PolicyApi.Decisions;

/// <summary>The decision of one policy on one subject, and the versions it is based on.</summary>
/// <param name="Id"><c>dec_</c> and a time-ordered UUID.</param>
/// <param name="Policy">The policy's version.</param>
/// <param name="Model">The fact model's version.</param>
/// <param name="Subject">The person's id, verbatim.</param>
/// <param name="AsOf">The day whose rules apply.</param>
/// <param name="KnownAt">When the last publication that the answer takes into account was made. With this <c>asOf</c> and <c>knownAt</c>, the same facts always give the same answer.</param>
/// <param name="DecidedAt">When the service answered.</param>
/// <param name="Revision">The journal's number of that publication.</param>
/// <param name="Standing">What the approval of the rules is worth, by the weakest of them; <c>trial</c> if a version was requested that is not in force.</param>
/// <param name="Outcome">For promotion policies: whether all top-level rules are met. Left out for other kinds, whose rules stand on their own.</param>
/// <param name="Events">What the rules that were met grant or trigger, in order.</param>
/// <param name="Missing">Fields that an undetermined rule or score would need.</param>
/// <param name="Rules">Every top-level rule with its reason; left out for weighting policies.</param>
/// <param name="Scores">The scores of a weighting policy; left out for other kinds.</param>
/// <param name="Ignored">Pointers to posted members that the fact model does not have, at most 100.</param>
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

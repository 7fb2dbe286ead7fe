using PolicyApi.Catalog;
using PolicyEngine.Appraisals;
using PolicyEngine.Policies;
using PolicyEngine.Workflows;

namespace PolicyApi.Decisions;

/// <summary>What one policy answered about one subject, and which versions it stands on.</summary>
/// <param name="Id"><c>dec_</c> and a time-ordered UUID.</param>
/// <param name="Policy">The policy's version.</param>
/// <param name="Model">The fact model's version.</param>
/// <param name="Subject">The person's id, verbatim.</param>
/// <param name="AsOf">The day whose rules apply.</param>
/// <param name="KnownAt">When the last publication was made that the answer takes into account; asked with this <c>asOf</c> and <c>knownAt</c> again, the answer is the same for ever.</param>
/// <param name="DecidedAt">When the service answered.</param>
/// <param name="Revision">The journal's number of that publication.</param>
/// <param name="Standing">What stands behind the rules, by the weakest of them; <c>trial</c> when a version was asked for that is not in force.</param>
/// <param name="Outcome">For promotion policies: all top-level rules together. Left out for other kinds, whose rules stand alone.</param>
/// <param name="Events">What the rules that are met grant or trigger, in order.</param>
/// <param name="Missing">Fields that an undetermined rule or score would need.</param>
/// <param name="Rules">Every top-level rule with its reason; left out for weighting policies.</param>
/// <param name="Scores">The scores of a weighting policy; left out for other kinds.</param>
/// <param name="Ignored">Pointers of posted members that the fact model does not know, at most 100.</param>
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

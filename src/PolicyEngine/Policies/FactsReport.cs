using PolicyEngine.Appraisals;
using PolicyEngine.Documents;
using PolicyEngine.Workflows;

namespace PolicyEngine.Policies;

/// <summary>What is wrong with posted facts, or what was ignored in them.</summary>
/// <param name="Faults">Why the facts were refused; empty if they were accepted.</param>
/// <param name="Ignored">Pointers of the members that the model does not know, at most 100.</param>
/// <param name="Subject">The person's id, when it could be read.</param>
public sealed record FactsReport(IReadOnlyList<Diagnostic> Faults, IReadOnlyList<string> Ignored, string? Subject);

/// <summary>The answer of one policy on one subject.</summary>
/// <param name="Facts">What was wrong with the facts; if it has faults there is no answer.</param>
/// <param name="Result">The answer of a promotion, training or reward policy.</param>
/// <param name="Scores">The answer of a weighting policy.</param>
public sealed record PolicyDecision(FactsReport Facts, PolicyResult? Result, WeightingResult? Scores);

/// <summary>The answer of a scheme on one subject.</summary>
/// <param name="Facts">What was wrong with the facts; if it has faults there is no answer.</param>
/// <param name="Result">The appraisal.</param>
public sealed record SchemeAppraisal(FactsReport Facts, AppraisalResult? Result);

using PolicyEngine.Appraisals;
using PolicyEngine.Documents;
using PolicyEngine.Workflows;

namespace PolicyEngine.Policies;

/// <summary>What is wrong with posted facts, and what was ignored in them.</summary>
/// <param name="Faults">Why the facts are refused; empty if they are accepted.</param>
/// <param name="Ignored">The pointers of members that the model does not know; at most 100.</param>
/// <param name="Subject">The subject's id; <see langword="null"/> if it could not be read.</param>
public sealed record FactsReport(IReadOnlyList<Diagnostic> Faults, IReadOnlyList<string> Ignored, string? Subject);

/// <summary>The result of one policy for one subject.</summary>
/// <param name="Facts">What was wrong with the facts. If they have faults, there is no result.</param>
/// <param name="Result">The result of a promotion, training or reward policy; otherwise <see langword="null"/>.</param>
/// <param name="Scores">The result of a weighting policy; otherwise <see langword="null"/>.</param>
public sealed record PolicyDecision(FactsReport Facts, PolicyResult? Result, WeightingResult? Scores);

/// <summary>The result of a scheme for one subject.</summary>
/// <param name="Facts">What was wrong with the facts. If they have faults, there is no result.</param>
/// <param name="Result">The appraisal; <see langword="null"/> if the facts have faults.</param>
public sealed record SchemeAppraisal(FactsReport Facts, AppraisalResult? Result);

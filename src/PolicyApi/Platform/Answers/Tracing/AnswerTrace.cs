using PolicyEngine.Policies;

namespace PolicyApi.Platform.Answers.Tracing;

/// <summary>How a stored answer came about: every rule of its policies, down to the parts of their expressions.</summary>
/// <param name="Id">The id of the decision or appraisal.</param>
/// <param name="Policies">The policies that answered, in the order in which they were evaluated. A policy without rules has none here; its scores are in the answer.</param>
public sealed record AnswerTrace(string Id, IReadOnlyList<PolicyTrace> Policies);

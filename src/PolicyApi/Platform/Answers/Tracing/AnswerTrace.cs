using PolicyEngine.Policies;

namespace PolicyApi.Platform.Answers.Tracing;

/// <summary>How the rules of a stored answer came to their outcomes, down to the parts of their expressions.</summary>
/// <param name="Id">The id of the decision or appraisal.</param>
/// <param name="Policies">
/// The policies of the answer, in the order in which they were evaluated. For a policy without rules, <c>rules</c> is empty; its scores are in the answer.
/// </param>
public sealed record AnswerTrace(string Id, IReadOnlyList<PolicyTrace> Policies);

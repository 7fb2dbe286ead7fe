using PolicyEngine.Appraisals;
using PolicyEngine.Workflows;

namespace PolicyEngine.Policies.Appraising;

/// <summary>The result of one policy, still in the memory in which it was computed.</summary>
/// <param name="Scores">The scores of a weighting policy; <see langword="null"/> for other kinds.</param>
/// <param name="Frame">The outcomes of its rules; <see langword="null"/> for a weighting policy without rules.</param>
/// <param name="Missing">The paths of the posted facts that would have been needed to decide, each once.</param>
internal readonly record struct PolicyRun(WeightingWork? Scores, RuleFrame? Frame, IReadOnlyList<string> Missing);

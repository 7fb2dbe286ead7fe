using PolicyEngine.Appraisals;
using PolicyEngine.Workflows;

namespace PolicyEngine.Policies.Appraising;

/// <summary>What one policy came to, still where it was computed.</summary>
/// <param name="Scores">The scores of a weighting policy; <see langword="null"/> for other kinds.</param>
/// <param name="Frame">What its rules came to; <see langword="null"/> for a weighting policy without rules.</param>
/// <param name="Missing">Fields of the posted facts that would have been needed to decide, each once.</param>
internal readonly record struct PolicyRun(WeightingWork? Scores, RuleFrame? Frame, IReadOnlyList<string> Missing);

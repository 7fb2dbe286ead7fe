using PolicyEngine.Facts;

namespace PolicyEngine.Policies.Appraising;

/// <summary>
/// Turns what a policy came to into facts for the policy that reads it: those fields alone that the reader names, by places prepared once. What is
/// undetermined stays missing. Scores are handed on unrounded, so that nothing is rounded twice and thresholds are compared with the exact value; the
/// composite is handed on as published, because that is what was graded.
/// </summary>
internal abstract class ResultFacts
{
    /// <summary>The facts.</summary>
    public abstract FactObject Of(in PolicyRun run);
}

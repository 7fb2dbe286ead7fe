using PolicyEngine.Facts;

namespace PolicyEngine.Policies.Appraising;

/// <summary>
/// Turns what a policy came to into facts for the policy that reads it: those fields alone that the reader names, by places prepared once. What is
/// undetermined stays missing. Scores are handed on unrounded, so that nothing is rounded twice and thresholds are compared with the exact value; the
/// composite is handed on as published, because that is what was graded.
/// </summary>
/// <param name="root">The slots that are read.</param>
internal abstract class ResultFacts(ObjectSlots root)
{
    private readonly Lazy<FactEraser> _eraser = new(root.CreateEraser);

    /// <summary>Facts in which everything is missing, but for the objects and lists that will hold what is read.</summary>
    public abstract FactObject Create();

    /// <summary>Hands on what the policy came to.</summary>
    /// <param name="facts">New ones, or erased.</param>
    /// <param name="run">What it came to.</param>
    public abstract void Fill(FactObject facts, in PolicyRun run);

    /// <summary>Makes everything missing again.</summary>
    public void Erase(FactObject facts) => _eraser.Value.Erase(facts);

    /// <summary>New facts of what the policy came to.</summary>
    public FactObject Of(in PolicyRun run)
    {
        var facts = Create();
        Fill(facts, run);
        return facts;
    }
}

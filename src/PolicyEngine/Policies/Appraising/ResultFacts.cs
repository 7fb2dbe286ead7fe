using PolicyEngine.Facts;

namespace PolicyEngine.Policies.Appraising;

/// <summary>
/// Turns the results of a policy into facts for a policy that reads them, limited to the fields that the reader names; their slots are looked up once. What
/// is undetermined stays missing. Scores are passed on unrounded, so that nothing is rounded twice and thresholds are compared with exact values. The
/// composite is passed on as published, because the published value is what was graded.
/// </summary>
/// <param name="root">The slots that are read.</param>
internal abstract class ResultFacts(ObjectSlots root)
{
    private readonly Lazy<FactEraser> _eraser = new(root.CreateEraser);

    /// <summary>Creates facts in which every value is missing; the objects and lists that will hold the values exist.</summary>
    public abstract FactObject Create();

    /// <summary>Copies the results of the policy into facts.</summary>
    /// <param name="facts">Facts that are new or erased.</param>
    /// <param name="run">The results.</param>
    public abstract void Fill(FactObject facts, in PolicyRun run);

    /// <summary>Makes every value missing again.</summary>
    public void Erase(FactObject facts) => _eraser.Value.Erase(facts);

    /// <summary>Returns new facts with the results of the policy.</summary>
    public FactObject Of(in PolicyRun run)
    {
        var facts = Create();
        Fill(facts, run);
        return facts;
    }
}

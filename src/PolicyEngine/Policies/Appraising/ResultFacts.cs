using PolicyEngine.Facts;

namespace PolicyEngine.Policies.Appraising;

/// <summary>
/// Turns the results of a policy into facts for a policy that reads them. Only the fields that the reading policy names are filled, through slots that are
/// prepared once. Undetermined results stay missing. Scores are passed on unrounded, so that nothing is rounded twice and thresholds are compared with the
/// exact value; the composite is passed on as published, because that is the number that was graded.
/// </summary>
/// <param name="root">The slots that are read.</param>
internal abstract class ResultFacts(ObjectSlots root)
{
    private readonly Lazy<FactEraser> _eraser = new(root.CreateEraser);

    /// <summary>Facts in which everything is missing, but for the objects and lists that will hold what is read.</summary>
    public abstract FactObject Create();

    /// <summary>Fills in the policy's results.</summary>
    /// <param name="facts">New or erased facts.</param>
    /// <param name="run">The results.</param>
    public abstract void Fill(FactObject facts, in PolicyRun run);

    /// <summary>Makes everything missing again.</summary>
    public void Erase(FactObject facts) => _eraser.Value.Erase(facts);

    /// <summary>New facts with the policy's results.</summary>
    public FactObject Of(in PolicyRun run)
    {
        var facts = Create();
        Fill(facts, run);
        return facts;
    }
}

using PolicyEngine.Decimals;

namespace PolicyEngine.Appraisals;

/// <summary>
/// One component of the composite where it is computed, until it is written or told; used again for one person after the other. Here and in what derives
/// from it numbers are <see cref="DecimalParts.None"/> where there are none.
/// </summary>
internal abstract class ComponentWork
{
    /// <summary>The score before rounding: what rules compare with thresholds.</summary>
    public DecimalParts Unrounded { get; set; } = DecimalParts.None;

    /// <summary>The published score.</summary>
    public DecimalParts Score { get; set; } = DecimalParts.None;

    /// <summary>What it adds to the composite; published.</summary>
    public DecimalParts Contribution { get; set; } = DecimalParts.None;

    /// <summary>Paths of the fields it lacks; empty when there is a score.</summary>
    public IReadOnlyList<string> Missing { get; set; } = [];

    /// <summary>Forgets the person.</summary>
    public virtual void Clear()
    {
        (Unrounded, Score, Contribution) = (DecimalParts.None, DecimalParts.None, DecimalParts.None);
        Missing = [];
    }
}

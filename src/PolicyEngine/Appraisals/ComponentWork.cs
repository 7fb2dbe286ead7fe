using PolicyEngine.Decimals;

namespace PolicyEngine.Appraisals;

/// <summary>
/// One component of the composite in the memory in which it is computed, until it has been written or turned into objects. The memory is reused for one
/// person after another. Here and in derived classes, a missing number is <see cref="DecimalParts.None"/>.
/// </summary>
internal abstract class ComponentWork
{
    /// <summary>The score before rounding, which rules compare with thresholds.</summary>
    public DecimalParts Unrounded { get; set; } = DecimalParts.None;

    /// <summary>The published score.</summary>
    public DecimalParts Score { get; set; } = DecimalParts.None;

    /// <summary>The published contribution to the composite.</summary>
    public DecimalParts Contribution { get; set; } = DecimalParts.None;

    /// <summary>The paths of the missing fields; empty when there is a score.</summary>
    public IReadOnlyList<string> Missing { get; set; } = [];

    /// <summary>Clears the person's data.</summary>
    public virtual void Clear()
    {
        (Unrounded, Score, Contribution) = (DecimalParts.None, DecimalParts.None, DecimalParts.None);
        Missing = [];
    }
}

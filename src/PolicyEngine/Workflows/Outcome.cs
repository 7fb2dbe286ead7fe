namespace PolicyEngine.Workflows;

/// <summary>The result of a condition. Missing data never becomes a "no".</summary>
public enum Outcome
{
    /// <summary>The condition holds.</summary>
    Met,

    /// <summary>The condition does not hold, whatever the missing data may be.</summary>
    NotMet,

    /// <summary>The data given is not enough to decide; the missing fields are named.</summary>
    Undetermined,
}

namespace PolicyEngine.Workflows;

/// <summary>
/// The outcome of a condition: <c>met</c>; <c>notMet</c>, whatever any missing data may be; or <c>undetermined</c>, if the data given is not enough to decide.
/// Missing data never counts as a "no".
/// </summary>
public enum Outcome
{
    /// <summary>The condition holds.</summary>
    Met,

    /// <summary>The condition does not hold, whatever the missing data may be.</summary>
    NotMet,

    /// <summary>The data given is not enough to decide; the missing fields are named.</summary>
    Undetermined,
}

namespace PolicyEngine.Workflows;

/// <summary>The answer of a condition. Missing data never turns into a "no".</summary>
public enum Outcome
{
    /// <summary>The condition holds.</summary>
    Met,

    /// <summary>The condition does not hold, whatever the missing data may be.</summary>
    NotMet,

    /// <summary>The data given does not decide; the missing fields are named beside it.</summary>
    Undetermined,
}

namespace PolicyApi.Platform.Settings;

/// <summary>How changes are approved. Section <c>Governance</c> of the settings.</summary>
public sealed class GovernanceSettings
{
    /// <summary>The section's name in the settings.</summary>
    public const string Section = "Governance";

    /// <summary>
    /// Whether one person may put into force what nobody else has approved: for trials, never where it counts. Everything that was
    /// published so says so, for ever. No unless set.
    /// </summary>
    public bool SinglePerson { get; init; }
}

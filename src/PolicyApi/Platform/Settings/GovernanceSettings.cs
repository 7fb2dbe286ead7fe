namespace PolicyApi.Platform.Settings;

/// <summary>How changes are approved. Section <c>Governance</c> of the settings.</summary>
public sealed class GovernanceSettings
{
    /// <summary>The section's name in the settings.</summary>
    public const string Section = "Governance";

    /// <summary>
    /// Whether a person may publish versions that nobody else has approved; default: no. For trials only, never in production.
    /// Everything published this way is permanently marked as such.
    /// </summary>
    public bool SinglePerson { get; init; }
}

using System.ComponentModel.DataAnnotations;

namespace PolicyApi.Impact;

/// <summary>The limits of an impact analysis. Section <c>Impact</c> of the settings; checked when the service starts.</summary>
public sealed class ImpactOptions
{
    /// <summary>The section's name in the settings.</summary>
    public const string Section = "Impact";

    /// <summary>The maximum number of subjects of one impact analysis: 1 to 1,000,000; default: 100,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxSubjects { get; init; } = 100_000;
}

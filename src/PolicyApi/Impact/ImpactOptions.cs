using System.ComponentModel.DataAnnotations;

namespace PolicyApi.Impact;

/// <summary>How much one impact takes. Section <c>Impact</c> of the settings; checked when the service starts.</summary>
public sealed class ImpactOptions
{
    /// <summary>The section's name in the settings.</summary>
    public const string Section = "Impact";

    /// <summary>Most subjects of one impact: 1 to 1,000,000, 100,000 unless set.</summary>
    [Range(1, 1_000_000)]
    public int MaxSubjects { get; init; } = 100_000;
}

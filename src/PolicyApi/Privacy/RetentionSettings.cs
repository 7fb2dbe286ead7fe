using System.ComponentModel.DataAnnotations;

namespace PolicyApi.Privacy;

/// <summary>How long stored answers are kept. Section <c>Retention</c> of the settings; checked when the service starts.</summary>
public sealed class RetentionSettings
{
    /// <summary>The section's name in the settings.</summary>
    public const string Section = "Retention";

    /// <summary>The days after which the body of a decision is erased: 1 to 36,500; default: never.</summary>
    [Range(1, 36_500)]
    public int? DecisionDays { get; init; }

    /// <summary>The days after which the body of an appraisal is erased: 1 to 36,500; default: never.</summary>
    [Range(1, 36_500)]
    public int? AppraisalDays { get; init; }

    /// <summary>The interval in hours at which the service purges: 1 to 168; default: 24.</summary>
    [Range(1, 168)]
    public int PurgeHours { get; init; } = 24;
}

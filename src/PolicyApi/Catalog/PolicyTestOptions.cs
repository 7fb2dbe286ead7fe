using System.ComponentModel.DataAnnotations;
using PolicyEngine.Testing;

namespace PolicyApi.Catalog;

/// <summary>
/// What the tests of policies have to show before versions come into force, and how much work they may make. Section
/// <c>Tests</c> of the settings; checked when the service starts. Tests that fail always stop a version.
/// </summary>
public sealed class PolicyTestOptions
{
    /// <summary>The section's name in the settings.</summary>
    public const string Section = "Tests";

    /// <summary>The least share of rule outcomes that the tests have to see: 0 to 1, 0 (none is required) unless set.</summary>
    [Range(0d, 1d)]
    public decimal MinimumCoverage { get; init; }

    /// <summary>The least mutation score: 0 to 1, 0 (none is required) unless set.</summary>
    [Range(0d, 1d)]
    public decimal MinimumScore { get; init; }

    /// <summary>Most small changes of a policy that are tried for its mutation score: 1 to 5,000; default: 500. Beyond it evenly spread ones are.</summary>
    [Range(1, 5_000)]
    public int MaxMutants { get; init; } = 500;

    /// <summary>The longest that a mutation score may take, in seconds: 1 to 600; default: 60. The report says when time ran out.</summary>
    [Range(1, 600)]
    public int MutationSeconds { get; init; } = 60;

    /// <summary>What is required.</summary>
    internal TestRequirements Requirements => new(MinimumCoverage, MinimumScore);

    /// <summary>How much work a mutation score may make from now on.</summary>
    /// <param name="time">Measures it.</param>
    /// <param name="cancellation">Ends it early.</param>
    internal MutationLimits Limits(TimeProvider time, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        return new MutationLimits(MaxMutants, () => cancellation.IsCancellationRequested || time.GetElapsedTime(start).TotalSeconds >= MutationSeconds);
    }
}

using System.ComponentModel.DataAnnotations;
using PolicyEngine.Testing;

namespace PolicyApi.Catalog;

/// <summary>
/// The requirements for the tests of policies before versions come into force, and the limits of mutation testing. Section
/// <c>Tests</c> of the settings; checked when the service starts. A version with a failing test never comes into force.
/// </summary>
public sealed class PolicyTestOptions
{
    /// <summary>The section's name in the settings.</summary>
    public const string Section = "Tests";

    /// <summary>The minimum share of rule outcomes that the tests must cover: 0 to 1; default: 0.</summary>
    [Range(0d, 1d)]
    public decimal MinimumCoverage { get; init; }

    /// <summary>The minimum mutation score: 0 to 1; default: 0.</summary>
    [Range(0d, 1d)]
    public decimal MinimumScore { get; init; }

    /// <summary>
    /// The maximum number of mutants tested for a mutation score: 1 to 5,000; default: 500. If there are more, an evenly spread selection is tested.
    /// </summary>
    [Range(1, 5_000)]
    public int MaxMutants { get; init; } = 500;

    /// <summary>The time limit of a mutation score, in seconds: 1 to 600; default: 60. The report says if the time ran out.</summary>
    [Range(1, 600)]
    public int MutationSeconds { get; init; } = 60;

    /// <summary>The requirements, in the engine's form.</summary>
    internal TestRequirements Requirements => new(MinimumCoverage, MinimumScore);

    /// <summary>Returns the limits of a mutation score that starts now.</summary>
    /// <param name="time">Measures the time limit.</param>
    /// <param name="cancellation">Ends it early.</param>
    internal MutationLimits Limits(TimeProvider time, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        return new MutationLimits(MaxMutants, () => cancellation.IsCancellationRequested || time.GetElapsedTime(start).TotalSeconds >= MutationSeconds);
    }
}

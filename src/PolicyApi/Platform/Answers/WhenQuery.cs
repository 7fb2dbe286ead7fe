using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Platform.Problems;

namespace PolicyApi.Platform.Answers;

/// <summary>Which rules apply: those in force on a day, as they were known at a moment.</summary>
/// <param name="AsOf">The day whose rules apply; today (UTC) when left out.</param>
/// <param name="KnownAt">Leaves publications made after this moment aside; now when left out.</param>
public sealed record WhenQuery(
    [property: FromQuery(Name = "asOf"), Description("The day whose rules apply; today (UTC) when left out.")] DateOnly? AsOf,
    [property: FromQuery(Name = "knownAt"), Description("Leaves publications made after this moment aside; now when left out.")] DateTimeOffset? KnownAt)
{
    /// <summary>Fills in what was left out.</summary>
    /// <param name="now">The present moment.</param>
    /// <param name="lastKnown">The last publication, which may be a little ahead of the clock.</param>
    /// <exception cref="FaultException"><c>knownAt</c> lies in the future, where nothing is known yet.</exception>
    internal (DateOnly AsOf, DateTimeOffset KnownAt) At(DateTimeOffset now, DateTimeOffset? lastKnown)
    {
        if (KnownAt > now && !(KnownAt <= lastKnown))
            throw new FaultException(Faults.ParameterInvalid("knownAt", "`knownAt` lies in the future; give a moment up to now, or leave it out."));
        return (AsOf ?? DateOnly.FromDateTime(now.UtcDateTime), KnownAt?.ToUniversalTime() ?? now);
    }
}

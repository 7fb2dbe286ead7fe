using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Catalog;
using PolicyApi.Platform.Queries;

namespace PolicyApi.Platform.Answers;

/// <summary>Which rules apply: those in force on a day, as known at a moment.</summary>
/// <param name="AsOf">The day whose rules apply; default: today (UTC).</param>
/// <param name="KnownAt">Ignores publications made after this moment; default: now.</param>
public sealed record WhenQuery(
    [property: FromQuery(Name = "asOf"), Description("The day whose rules apply; default: today (UTC).")] DateOnly? AsOf,
    [property: FromQuery(Name = "knownAt"), Description("Ignores publications made after this moment; default: now."), NotYetToCome] DateTimeOffset? KnownAt)
{
    /// <summary>Returns both values, with defaults filled in.</summary>
    /// <param name="now">The present moment.</param>
    internal (DateOnly AsOf, DateTimeOffset KnownAt) At(DateTimeOffset now) => (AsOf ?? DateOnly.FromDateTime(now.UtcDateTime), KnownAt?.ToUniversalTime() ?? now);
}

/// <summary>
/// Refuses moments in the future, for which nothing is known yet; the time of the last publication is accepted even if it is ahead of this clock.
/// </summary>
internal sealed class NotYetToComeAttribute : QueryRuleAttribute
{
    /// <inheritdoc />
    public override IEnumerable<string> Complaints(SentParameter sent)
    {
        var services = sent.Context.RequestServices;
        var moment = QueryValues.Moment(sent.Value);
        if (moment > services.GetRequiredService<TimeProvider>().GetUtcNow() && !(moment <= services.GetRequiredService<PolicyCatalog>().Snapshot.KnownAt(null)?.At))
            yield return $"`{sent.Name}` is in the future; send a past moment, or leave it out.";
    }
}

using Microsoft.Extensions.Options;
using PolicyApi.Catalog;
using PolicyApi.Platform.Settings;

namespace PolicyApi.Documents;

/// <summary>The services that every use case of documents needs.</summary>
/// <param name="Catalog">The documents.</param>
/// <param name="Check">Checks posted documents.</param>
/// <param name="Time">The clock.</param>
/// <param name="Settings">The settings, with the limits.</param>
internal sealed record DocumentServices(PolicyCatalog Catalog, DocumentCheck Check, TimeProvider Time, IOptions<ServiceLimits> Settings)
{
    /// <summary>The limits of requests.</summary>
    public ServiceLimits Limits => Settings.Value;

    /// <summary>Today's date (UTC).</summary>
    public DateOnly Today => DateOnly.FromDateTime(Time.GetUtcNow().UtcDateTime);
}

using Microsoft.Extensions.Options;
using PolicyApi.Catalog;
using PolicyApi.Platform.Settings;

namespace PolicyApi.Documents;

/// <summary>What every use case of documents needs.</summary>
/// <param name="Catalog">The documents.</param>
/// <param name="Check">Checks posted documents.</param>
/// <param name="Time">Says what day it is.</param>
/// <param name="Settings">Holds the limits.</param>
internal sealed record DocumentServices(PolicyCatalog Catalog, DocumentCheck Check, TimeProvider Time, IOptions<ServiceLimits> Settings)
{
    /// <summary>How much is taken at once.</summary>
    public ServiceLimits Limits => Settings.Value;

    /// <summary>The day (UTC).</summary>
    public DateOnly Today => DateOnly.FromDateTime(Time.GetUtcNow().UtcDateTime);
}

using Microsoft.Extensions.Options;
using PolicyApi.Catalog;
using PolicyApi.Observability;
using PolicyApi.Platform.Settings;
using PolicyApi.Storage;

namespace PolicyApi.Platform.Stores;

/// <summary>Opens the catalogue once, before the service listens, and closes it with the service.</summary>
/// <param name="store">The store of the documents.</param>
/// <param name="time">The clock.</param>
/// <param name="governance">How changes are approved.</param>
/// <param name="tests">The requirements for the tests of policies.</param>
/// <param name="metrics">Measures compiling and publishing.</param>
/// <param name="log">Receives a warning if no second person has to approve changes.</param>
internal sealed partial class CatalogHolder(
    IPolicyStore store, TimeProvider time, IOptions<GovernanceSettings> governance, IOptions<PolicyTestOptions> tests, ServiceMetrics metrics, ILogger<CatalogHolder> log) : IDisposable
{
    private OpenCatalog? _catalog;

    /// <summary>The catalogue.</summary>
    /// <exception cref="InvalidOperationException">It is not open yet.</exception>
    public OpenCatalog Catalog => _catalog ?? throw new InvalidOperationException("the catalogue is not open yet.");

    /// <summary>Reads the journal and compiles what is in force.</summary>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        if (governance.Value.SinglePerson)
            SinglePerson(log);
        var options = new CatalogOptions
        {
            SinglePerson = governance.Value.SinglePerson,
            Tests = tests.Value,
            Compiled = metrics.Compiled,
            CameIntoForce = metrics.CameIntoForce,
        };
        _catalog = await OpenCatalog.OpenAsync(store, time, options, cancellation);
    }

    /// <inheritdoc />
    public void Dispose() => _catalog?.Dispose();

    [LoggerMessage(LogLevel.Warning, "`Governance:SinglePerson` is on: one person can put into force what nobody else has approved; turn it off in production")]
    private static partial void SinglePerson(ILogger log);
}

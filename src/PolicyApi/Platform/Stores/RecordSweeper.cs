using PolicyApi.Storage;

namespace PolicyApi.Platform.Stores;

/// <summary>Removes records that have expired, once a minute.</summary>
/// <param name="store">The store of the records.</param>
/// <param name="time">The clock, for the interval.</param>
/// <param name="log">Receives warnings about failures.</param>
internal sealed partial class RecordSweeper(IPolicyStore store, TimeProvider time, ILogger<RecordSweeper> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await SweepAsync(stoppingToken);
    }

    // The store does not return expired records even before they are removed, so a failure is only logged.
    private async Task SweepAsync(CancellationToken cancellation)
    {
        try
        {
            while (await store.SweepRecordsAsync(cancellation) == StoreLimits.MaxSweep)
            {
            }
        }
        catch (StoreException e)
        {
            NotSwept(log, e.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "expired records could not be removed; it will be retried in a minute: {Reason}")]
    private static partial void NotSwept(ILogger log, string reason);
}

using PolicyApi.Storage;

namespace PolicyApi.Platform.Stores;

/// <summary>Removes records that have expired, once a minute.</summary>
/// <param name="store">Keeps them.</param>
/// <param name="time">Paces the sweeping.</param>
/// <param name="log">Is told when it could not be done.</param>
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

    // Expired records are not shown whether they are swept or not, so a failure is worth a warning, not the service.
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

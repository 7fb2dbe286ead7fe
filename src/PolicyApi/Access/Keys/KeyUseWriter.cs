using PolicyApi.Storage;

namespace PolicyApi.Access.Keys;

/// <summary>
/// Stores once a minute, and when the service stops, when keys were last used. Storing it with each request would turn every read into a write.
/// </summary>
/// <param name="keys">The keys.</param>
/// <param name="time">The clock, for the interval.</param>
/// <param name="log">Receives warnings about failures.</param>
internal sealed partial class KeyUseWriter(KeyDirectory keys, TimeProvider time, ILogger<KeyUseWriter> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await SaveAsync();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await SaveAsync();
    }

    // Failing to store when keys were used must not stop the service.
    private async Task SaveAsync()
    {
        try
        {
            await keys.SaveUseAsync();
        }
        catch (StoreException e)
        {
            NotSaved(log, e.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "the times keys were last used could not be stored; it will be retried in a minute: {Reason}")]
    private static partial void NotSaved(ILogger log, string reason);
}

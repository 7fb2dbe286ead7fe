using PolicyApi.Storage;

namespace PolicyApi.Access.Keys;

/// <summary>Writes down once a minute, and at the end, when keys were last used: doing it with each request would make every read a write.</summary>
/// <param name="keys">The keys.</param>
/// <param name="time">Paces the writing.</param>
/// <param name="log">Is told when it could not be written.</param>
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

    // When keys were used is worth a warning, not the service.
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

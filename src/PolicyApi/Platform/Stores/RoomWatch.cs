using PolicyApi.Storage;

namespace PolicyApi.Platform.Stores;

/// <summary>Logs once when the store has too little disk space left, and once when it has space again, however many requests are refused meanwhile.</summary>
/// <param name="store">The store to watch.</param>
/// <param name="time">The clock, for the interval between checks.</param>
/// <param name="log">Receives the messages.</param>
internal sealed partial class RoomWatch(IPolicyStore store, TimeProvider time, ILogger<RoomWatch> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, time);
        var wasShort = false;
        do
        {
            // Some stores find out that there is space again only by trying.
            if (wasShort)
                await store.ProbeAsync(stoppingToken);
            var shortage = store.Shortage;
            if (shortage is not null && !wasShort)
                Full(log, shortage);
            else if (shortage is null && wasShort)
                RoomAgain(log);
            wasShort = shortage is not null;
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Critical, "{Reason}")]
    private static partial void Full(ILogger log, string reason);

    [LoggerMessage(LogLevel.Warning, "the disk of the store has enough space again, and everything is stored")]
    private static partial void RoomAgain(ILogger log);
}

using PolicyApi.Storage;

namespace PolicyApi.Platform.Stores;

/// <summary>Says in the log when the store has too little room left, and when it has room again: once each, however many requests are refused meanwhile.</summary>
/// <param name="store">What is watched.</param>
/// <param name="time">Paces it.</param>
/// <param name="log">Takes it.</param>
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
            // A store that has to try finds out this way.
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

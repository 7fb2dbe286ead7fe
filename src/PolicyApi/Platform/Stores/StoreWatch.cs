using PolicyApi.Storage;

namespace PolicyApi.Platform.Stores;

/// <summary>
/// Ends the process when the store has failed: whatever runs the service starts it again, and opening the store repairs what can be
/// repaired. Until then probes answer that the service is not ready.
/// </summary>
/// <param name="store">What is watched.</param>
/// <param name="lifetime">Ends the service.</param>
/// <param name="log">Takes why.</param>
internal sealed partial class StoreWatch(IPolicyStore store, IHostApplicationLifetime lifetime, ILogger<StoreWatch> log) : BackgroundService
{
    /// <summary>What the process then ends with.</summary>
    public const int ExitCode = 3;

    /// <summary>Whether the store has failed.</summary>
    public bool HasFailed { get; private set; }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var reason = await store.Failure.WaitAsync(stoppingToken);
            HasFailed = true;
            Failed(log, reason);
            lifetime.StopApplication();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops for another reason.
        }
    }

    [LoggerMessage(LogLevel.Critical, "the service ends: {Reason}")]
    private static partial void Failed(ILogger log, string reason);
}

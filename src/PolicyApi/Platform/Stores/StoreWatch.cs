using PolicyApi.Storage;

namespace PolicyApi.Platform.Stores;

/// <summary>
/// Ends the process when the store has failed, so that whatever runs the service restarts it; opening the store repairs what can be
/// repaired. Until then, probes report that the service is not ready.
/// </summary>
/// <param name="store">The store to watch.</param>
/// <param name="lifetime">Stops the service.</param>
/// <param name="log">Receives the reason.</param>
internal sealed partial class StoreWatch(IPolicyStore store, IHostApplicationLifetime lifetime, ILogger<StoreWatch> log) : BackgroundService
{
    /// <summary>The exit code after a failure of the store.</summary>
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
            // The service is stopping for another reason.
        }
    }

    [LoggerMessage(LogLevel.Critical, "the service ends: {Reason}")]
    private static partial void Failed(ILogger log, string reason);
}

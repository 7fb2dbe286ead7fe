using Microsoft.Extensions.Options;
using PolicyApi.Storage;
using PolicyApi.Storage.Work;

namespace PolicyApi.Jobs;

/// <summary>Works on jobs, chunk by chunk, as long as the process runs. Chunks that a process leaves behind are taken by another, or after its restart.</summary>
/// <param name="store">Hands out the chunks.</param>
/// <param name="handler">Handles them.</param>
/// <param name="signal">Wakes a worker.</param>
/// <param name="settings">How many work at a time.</param>
/// <param name="time">Paces looking for work.</param>
/// <param name="log">Is told what went wrong.</param>
internal sealed partial class JobRunner(
    IWorkStore store, ChunkHandler handler, JobSignal signal, IOptions<JobSettings> settings, TimeProvider time, ILogger<JobRunner> log) : BackgroundService
{
    // How soon a job made on another replica is noticed here.
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SweepPace = TimeSpan.FromHours(1);

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        [SweepAsync(stoppingToken), .. Enumerable.Range(0, settings.Value.Workers).Select(_ => Task.Run(() => WorkAsync(stoppingToken), CancellationToken.None))]);

    private async Task WorkAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (await store.WorkAsync(chunk => handler.HandleAsync(chunk, stopping), stopping))
                    signal.Set();
                else
                    await signal.WaitAsync(Pace, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Whatever it was, the chunk is free again and its tries are counted; the worker lives on for the others.
                ChunkFailed(log, e);
                await Task.Delay(Pace, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task SweepAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(SweepPace, time);
        try
        {
            do
            {
                await SweepOnceAsync(stopping);
            }
            while (await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException)
        {
            // The process is stopping.
        }
    }

    private async Task SweepOnceAsync(CancellationToken stopping)
    {
        try
        {
            await store.SweepJobsAsync(time.GetUtcNow() - TimeSpan.FromDays(settings.Value.KeepDays), stopping);
        }
        catch (StoreException e)
        {
            NotSwept(log, e.Message);
        }
    }

    [LoggerMessage(LogLevel.Error, "work on a chunk ended without a result; it will be retried")]
    private static partial void ChunkFailed(ILogger log, Exception exception);

    [LoggerMessage(LogLevel.Warning, "jobs that ended long ago could not be removed; it will be retried in an hour: {Reason}")]
    private static partial void NotSwept(ILogger log, string reason);
}

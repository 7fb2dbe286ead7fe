using Microsoft.Extensions.Options;
using PolicyApi.Storage;
using PolicyApi.Storage.Work;

namespace PolicyApi.Jobs;

/// <summary>
/// Works on jobs, chunk by chunk, while the process runs. Chunks that a process leaves unfinished are handled by another one, or after its restart.
/// </summary>
/// <param name="store">The store of the jobs.</param>
/// <param name="handler">Handles chunks.</param>
/// <param name="signal">Wakes a worker.</param>
/// <param name="settings">The settings, with the number of workers.</param>
/// <param name="time">The clock, for removing old jobs.</param>
/// <param name="log">Receives failures.</param>
internal sealed partial class JobRunner(
    IWorkStore store, ChunkHandler handler, JobSignal signal, IOptions<JobSettings> settings, TimeProvider time, ILogger<JobRunner> log) : BackgroundService
{
    // The interval at which workers look for jobs created on other replicas, and their pause after a failure.
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
                // After any failure, the chunk is free again and its tries are counted; the worker continues with other chunks.
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

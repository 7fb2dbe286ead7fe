using System.Diagnostics;
using PolicyApi.Observability;

namespace PolicyApi.Platform.Stores;

/// <summary>
/// Translates the code of policies for the machine, one after the other on a thread of its own: a version answers from the moment it is compiled, and
/// answers faster once it is translated. No request waits for it, and stopping waits for one policy at most.
/// </summary>
/// <param name="catalog">Says what to translate.</param>
/// <param name="time">Paces looking.</param>
/// <param name="metrics">Is told how long each takes.</param>
internal sealed class CodeTranslator(CatalogHolder catalog, TimeProvider time, ServiceMetrics metrics) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            // Looking is cheap; a thread is taken only when there is something to do.
            if (catalog.Catalog.Reading.NextToTranslate() is not null)
                await Task.Factory.StartNew(() => TranslateAll(stoppingToken), stoppingToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    private void TranslateAll(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested && catalog.Catalog.Reading.NextToTranslate() is { } policy)
        {
            var started = Stopwatch.GetTimestamp();
            policy.Translate();
            metrics.Translated(Stopwatch.GetElapsedTime(started));
        }
    }
}

using System.Diagnostics;
using PolicyApi.Observability;

namespace PolicyApi.Platform.Stores;

/// <summary>
/// Translates compiled policies to machine code in the background, one after the other on a thread of its own. A version can answer as soon as it is
/// compiled, and answers faster once it is translated. No request waits for a translation, and stopping waits for one policy at most.
/// </summary>
/// <param name="catalog">The catalogue, which names the next policy to translate.</param>
/// <param name="time">The clock, for the interval between checks.</param>
/// <param name="metrics">Receives the duration of each translation.</param>
internal sealed class CodeTranslator(CatalogHolder catalog, TimeProvider time, ServiceMetrics metrics) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            // The check is cheap; a thread is started only if there is something to translate.
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

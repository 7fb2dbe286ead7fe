using Microsoft.Extensions.Options;
using PolicyApi.Platform.Requests;
using PolicyApi.Storage;

namespace PolicyApi.Privacy;

/// <summary>Completes interrupted erasures and purges what is past its retention period, when the service starts and at an interval.</summary>
/// <param name="eraser">Erases data about people.</param>
/// <param name="purge">Erases what is past its retention period.</param>
/// <param name="settings">The settings, with the interval.</param>
/// <param name="time">The clock, for the interval.</param>
/// <param name="log">Receives results and failures.</param>
internal sealed partial class PrivacyWorker(SubjectEraser eraser, Purge purge, IOptions<RetentionSettings> settings, TimeProvider time, ILogger<PrivacyWorker> log) : BackgroundService
{
    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(settings.Value.PurgeHours), time);
        do
            await RunAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // A failure does not stop the service; it is retried at the next interval.
    private async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            await eraser.ResumeAsync(cancellation);
            var purged = await purge.RunAsync(Actors.Service, null, cancellation);
            if (purged.Decisions + purged.Appraisals > 0)
                Purged(log, purged.Decisions, purged.Appraisals);
        }
        catch (StoreException e)
        {
            NotErased(log, e.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "bodies past their retention period were erased: {Decisions} decisions, {Appraisals} appraisals")]
    private static partial void Purged(ILogger log, long decisions, long appraisals);

    [LoggerMessage(LogLevel.Error, "personal data that is to be erased is still there; it will be retried: {Reason}")]
    private static partial void NotErased(ILogger log, string reason);
}

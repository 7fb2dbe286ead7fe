using Microsoft.Extensions.Options;
using PolicyApi.Platform.Requests;
using PolicyApi.Storage;

namespace PolicyApi.Privacy;

/// <summary>Carries out interrupted erasures when the service starts, and purges what is too old, then and every so many hours.</summary>
/// <param name="eraser">Erases people.</param>
/// <param name="purge">Erases what is old.</param>
/// <param name="settings">How often.</param>
/// <param name="time">Paces it.</param>
/// <param name="log">Is told what did not work.</param>
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

    // The service answers on; what was not erased is tried again the next time.
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

using System.Globalization;
using Microsoft.Extensions.Options;
using PolicyApi.Observability;
using PolicyApi.Storage;

namespace PolicyApi.Audit.Heads;

/// <summary>A signed head that was exported.</summary>
/// <param name="Head">The signed head.</param>
/// <param name="File">The name of its file in the export folder; left out if no folder is configured.</param>
/// <param name="Posted">Whether the webhook accepted it; left out if no webhook is configured.</param>
public sealed record ExportedHead(SignedHead Head, string? File, bool? Posted);

/// <summary>
/// Signs the head every hour (or as set) if it has changed, and exports it to a folder or an address, out of reach of anyone who can write to the store.
/// </summary>
/// <param name="heads">Signs the head.</param>
/// <param name="webhook">Posts the head.</param>
/// <param name="turns">Determine when it is this process's turn.</param>
/// <param name="settings">The destinations and the interval.</param>
/// <param name="time">The clock, for the interval.</param>
/// <param name="metrics">Counts successful and failed exports.</param>
/// <param name="log">Receives the failures.</param>
internal sealed partial class HeadExporter(
    HeadService heads, HeadWebhook webhook, HeadTurns turns, IOptions<AuditSettings> settings, TimeProvider time, ServiceMetrics metrics, ILogger<HeadExporter> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Signs and exports the head of this moment.</summary>
    /// <exception cref="IOException">The export folder cannot be written.</exception>
    public async Task<ExportedHead> ExportAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return await ExportAsync(await heads.SignAsync(cancellation), cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Value is { ExportFolder: null or "", Webhook: null or "" })
            return;
        using var timer = new PeriodicTimer(Pace, time);
        do
            await RunDueAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>
    /// Exports the head of this hour if no process has done so. A failure is logged, counted and retried some minutes later; the service keeps answering.
    /// </summary>
    internal async Task RunDueAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            if (await turns.TakeAsync(cancellation) is not { } turn)
                return;
            var head = await heads.SignAsync(cancellation);
            if (turn.HasSeen(head) || (await ExportAsync(head, cancellation)).Posted != false)
                await turns.EndAsync(turn, head);
        }
        catch (Exception e) when (e is StoreException or IOException or UnauthorizedAccessException)
        {
            metrics.HeadExported(isExported: false);
            NotExported(log, e);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<ExportedHead> ExportAsync(SignedHead head, CancellationToken cancellation)
    {
        var bytes = head.ToBytes();
        string? name = null;
        if (settings.Value.ExportFolder is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            name = $"head-{head.At.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture)}-{head.Journal.Sequence.ToString(CultureInfo.InvariantCulture)}.json";
            await WholeFile.WriteAsync(Path.Combine(folder, name), bytes, cancellation);
        }

        bool? posted = settings.Value.Webhook is { Length: > 0 } ? await webhook.PostAsync(bytes, cancellation) : null;
        metrics.HeadExported(posted != false);
        if (posted == false)
            NotPosted(log);
        return new ExportedHead(head, name, posted);
    }

    [LoggerMessage(LogLevel.Error, "the head of the audit log could not be exported; it will be retried later")]
    private static partial void NotExported(ILogger log, Exception exception);

    [LoggerMessage(LogLevel.Error, "the webhook did not take the head of the audit log; it will be retried later")]
    private static partial void NotPosted(ILogger log);
}

using System.Globalization;
using Microsoft.Extensions.Options;
using PolicyApi.Storage;
using PolicyApi.Storage.Files;

namespace PolicyApi.Audit.Heads;

/// <summary>What became of an export.</summary>
/// <param name="Head">The head.</param>
/// <param name="File">The name of its file in the export folder; left out when none is set.</param>
/// <param name="Posted">Whether the webhook took it; left out when none is set.</param>
public sealed record ExportedHead(SignedHead Head, string? File, bool? Posted);

/// <summary>Signs the head every hour (or as set), when it has changed, and takes it out of reach of whoever can write into the store: to a folder, to an address.</summary>
/// <param name="heads">Signs.</param>
/// <param name="webhook">Posts.</param>
/// <param name="settings">Where to, and how often.</param>
/// <param name="time">Paces it.</param>
/// <param name="log">Is told what could not be exported.</param>
internal sealed partial class HeadExporter(
    HeadService heads, HeadWebhook webhook, IOptions<AuditSettings> settings, TimeProvider time, ILogger<HeadExporter> log) : BackgroundService
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private (JournalEnd Journal, IReadOnlyList<SealEnd> Seals)? _last;

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
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(settings.Value.HeadMinutes), time);
        do
            await ExportChangedAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // A head that could not be exported is told and tried again with the next; the service answers on.
    private async Task ExportChangedAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            var head = await heads.SignAsync(cancellation);
            if (_last is { } last && last.Journal == head.Journal && last.Seals.SequenceEqual(head.Seals))
                return;
            var exported = await ExportAsync(head, cancellation);
            if (exported.Posted != false)
                _last = (head.Journal, head.Seals);
        }
        catch (Exception e) when (e is StoreException or IOException or UnauthorizedAccessException)
        {
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
        if (posted == false)
            NotPosted(log);
        return new ExportedHead(head, name, posted);
    }

    [LoggerMessage(LogLevel.Error, "the head of the audit log could not be exported; it is tried again later")]
    private static partial void NotExported(ILogger log, Exception exception);

    [LoggerMessage(LogLevel.Error, "the webhook did not take the head of the audit log; it is tried again later")]
    private static partial void NotPosted(ILogger log);
}

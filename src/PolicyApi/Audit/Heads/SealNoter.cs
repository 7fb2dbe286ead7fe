using System.Text.Json;
using Microsoft.Extensions.Options;
using PolicyApi.Storage;

namespace PolicyApi.Audit.Heads;

/// <summary>
/// Notes in the journal where the seals of each month end: within a minute of a month's first answer, then at the pace of the signed heads
/// and when the service stops. Processes on one store share the work by a record for each month.
/// </summary>
/// <param name="store">The store of the journal and the seals.</param>
/// <param name="heads">Finds where the seals end.</param>
/// <param name="settings">The settings, with the interval.</param>
/// <param name="time">The clock, for the interval and the times of notes.</param>
/// <param name="log">Receives failures to note, and seals that differ from earlier notes.</param>
internal sealed partial class SealNoter(
    IPolicyStore store, HeadService heads, IOptions<AuditSettings> settings, TimeProvider time, ILogger<SealNoter> log) : BackgroundService
{
    private const string Collection = "seal-notes";
    private const string Actor = "service";
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(1);

    private TimeSpan Pace => TimeSpan.FromMinutes(settings.Value.HeadMinutes);

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);

        // Runs even if the time allowed for stopping is over, such as after the machine was suspended: it is the last step, and short.
        await TryAsync(() => NoteAsync(Recent(), TimeSpan.Zero, CancellationToken.None));
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        await TryAsync(async () => await NoteAsync(await store.ListSealMonthsAsync(stoppingToken), TimeSpan.Zero, stoppingToken));
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await TryAsync(() => NoteAsync(Recent(), Pace, stoppingToken));
    }

    // Answers carry the time at which they are given; answers of jobs carry the job's creation time.
    private IReadOnlyList<DateOnly> Recent()
    {
        var month = DecisionSeals.MonthOf(time.GetUtcNow());
        return [month.AddMonths(-1), month];
    }

    private async Task NoteAsync(IReadOnlyList<DateOnly> months, TimeSpan pace, CancellationToken cancellation)
    {
        foreach (var month in months)
        {
            var key = new RecordKey(Collection, StoredTime.Text(month));
            var record = await store.FindRecordAsync(key, cancellation);
            var known = record is null ? null : JsonSerializer.Deserialize<Known>(record.Bytes.Span);
            if (known is not null && (time.GetUtcNow() - known.At).Duration() < pace)
                continue;
            if (known is not null && await heads.HashAtAsync(month, known.Sequence, cancellation) is var hash && !string.Equals(hash, known.Hash, StringComparison.Ordinal))
                NotAsNoted(log, month, known.Sequence);
            else if (await heads.LastAsync(month, known?.Sequence ?? 0, cancellation) is { } last)
                await NoteAsync(last, key, record?.Version ?? 0, cancellation);
        }
    }

    // A conflict means that another process has just noted the month.
    private async Task NoteAsync(DecisionSeal last, RecordKey key, long version, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var bytes = JsonSerializer.SerializeToUtf8Bytes(new Known(last.Sequence, last.Hash, now));
        await store.AppendAsync(new StoreChange { Entries = [SealNotes.Of(last, Actor, now)], Records = [RecordWrite.Put(key, version, bytes)] }, cancellation);
    }

    // A failed note is retried at the next tick; answers do not wait for it.
    private async Task TryAsync(Func<Task> note)
    {
        try
        {
            await note();
        }
        catch (Exception e) when (e is StoreException or ObjectDisposedException)
        {
            NotNoted(log, e.Message);
        }
    }

    [LoggerMessage(LogLevel.Error, "the end of a month's answers could not be noted; it will be retried: {Reason}")]
    private static partial void NotNoted(ILogger log, string reason);

    [LoggerMessage(LogLevel.Critical, "the answers of {Month} are not those that were noted: seal {Sequence} is missing or different; stop the service and run `verify`")]
    private static partial void NotAsNoted(ILogger log, DateOnly month, long sequence);

    /// <summary>The last note of a month.</summary>
    private sealed record Known(long Sequence, string Hash, DateTimeOffset At);
}

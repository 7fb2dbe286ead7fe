using System.Text;
using Microsoft.Extensions.Options;
using PolicyApi.Storage;

namespace PolicyApi.Privacy;

/// <summary>Erases the bodies of answers that are past their retention period. Hashes, ids, times and seals stay.</summary>
/// <param name="store">The store of the answers.</param>
/// <param name="bodies">Erases the bodies.</param>
/// <param name="settings">The retention periods.</param>
/// <param name="time">The clock, for their age.</param>
internal sealed class Purge(IPolicyStore store, BodyEraser bodies, IOptions<RetentionSettings> settings, TimeProvider time) : IDisposable
{
    private const string Collection = "retention";

    // Answers may be stored a little later than they were given, so each purge overlaps the previous one.
    private static readonly TimeSpan Margin = TimeSpan.FromDays(2);

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Erases what is past its retention period now.</summary>
    /// <param name="actor">Who requests it.</param>
    /// <param name="reason">The reason for the journal; <see langword="null"/> for the retention period as the reason.</param>
    /// <param name="cancellation">Cancels the operation between two batches.</param>
    public async Task<PurgeResult> RunAsync(string actor, string? reason, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            var now = StoredTime.Cut(time.GetUtcNow());
            var (decisions, decisionsBefore) = await RunAsync(DecisionType.Decision, settings.Value.DecisionDays, now, actor, reason, cancellation);
            var (appraisals, appraisalsBefore) = await RunAsync(DecisionType.Appraisal, settings.Value.AppraisalDays, now, actor, reason, cancellation);
            return new PurgeResult(decisions, appraisals, decisionsBefore, appraisalsBefore);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private async Task<(long Erased, DateTimeOffset? Before)> RunAsync(
        DecisionType type, int? days, DateTimeOffset now, string actor, string? reason, CancellationToken cancellation)
    {
        if (days is not { } most)
            return (0, null);
        var before = now.AddDays(-most);
        var key = new RecordKey(Collection, StoredNames.Of(type));
        var known = await store.FindRecordAsync(key, cancellation);

        // Answers from before the last purge have no bodies any more and need not be read again.
        var since = known is null ? DateTimeOffset.MinValue : StoredTime.Time(Encoding.UTF8.GetString(known.Bytes.Span)) - Margin;
        var cause = new ErasureCause(actor, $"retention/{StoredNames.Of(type)}", reason ?? $"older than {most} days");
        var erased = await bodies.EraseAsync(new DecisionFilter(type), before, since, cause, cancellation);
        if (known is null || StoredTime.Time(Encoding.UTF8.GetString(known.Bytes.Span)) < before)
            await store.AppendAsync(new StoreChange { Records = [RecordWrite.Put(key, known?.Version ?? 0, Encoding.UTF8.GetBytes(StoredTime.Text(before)))] }, CancellationToken.None);
        return (erased, before);
    }
}

using System.Text;
using Microsoft.Extensions.Options;
using PolicyApi.Storage;

namespace PolicyApi.Privacy;

/// <summary>Erases bodies of answers that are older than the settings let them be. Hashes, ids, times and seals stay.</summary>
/// <param name="store">Keeps the answers.</param>
/// <param name="bodies">Erases.</param>
/// <param name="settings">How old they may be.</param>
/// <param name="time">Says how old they are.</param>
internal sealed class Purge(IPolicyStore store, BodyEraser bodies, IOptions<RetentionSettings> settings, TimeProvider time) : IDisposable
{
    private const string Collection = "retention";

    // Answers may be stored a little later than they were given; those are looked at again.
    private static readonly TimeSpan Margin = TimeSpan.FromDays(2);

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Erases what is too old now.</summary>
    /// <param name="actor">Who wants it.</param>
    /// <param name="reason">Why, beside the settings.</param>
    /// <param name="cancellation">Cancels between two batches.</param>
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

        // What lies before the last purge has no bodies any more and need not be read again.
        var since = known is null ? DateTimeOffset.MinValue : StoredTime.Time(Encoding.UTF8.GetString(known.Bytes.Span)) - Margin;
        var cause = new ErasureCause(actor, $"retention/{StoredNames.Of(type)}", reason ?? $"older than {most} days");
        var erased = await bodies.EraseAsync(new DecisionFilter(type), before, since, cause, cancellation);
        if (known is null || StoredTime.Time(Encoding.UTF8.GetString(known.Bytes.Span)) < before)
            await store.AppendAsync(new StoreChange { Records = [RecordWrite.Put(key, known?.Version ?? 0, Encoding.UTF8.GetBytes(StoredTime.Text(before)))] }, CancellationToken.None);
        return (erased, before);
    }
}

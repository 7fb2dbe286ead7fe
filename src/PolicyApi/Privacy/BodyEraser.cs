using PolicyApi.Platform.Json;
using PolicyApi.Storage;

namespace PolicyApi.Privacy;

/// <summary>Why bodies are erased, for the journal.</summary>
/// <param name="Actor">Who requests it.</param>
/// <param name="Target">What it is about.</param>
/// <param name="Reason">Why.</param>
internal sealed record ErasureCause(string Actor, string Target, string? Reason);

/// <summary>
/// Erases bodies of stored answers. The journal first records which bodies are erased and when. A body that is missing without such an entry was
/// removed by something other than the service.
/// </summary>
/// <param name="store">The store of the answers and the journal.</param>
/// <param name="time">The clock, for the times of erasures.</param>
internal sealed class BodyEraser(IPolicyStore store, TimeProvider time) : IDisposable
{
    private const int Page = 200;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private DateTimeOffset _last;

    /// <summary>Erases the bodies of all answers that match a filter and were given in a range of time.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="before">The end of the range, exclusive; <see langword="null"/> for no end.</param>
    /// <param name="since">The start of the range, inclusive.</param>
    /// <param name="cause">Why.</param>
    /// <param name="cancellation">Cancels the operation between two batches.</param>
    /// <returns>The number of bodies erased.</returns>
    public async Task<long> EraseAsync(DecisionFilter filter, DateTimeOffset? before, DateTimeOffset since, ErasureCause cause, CancellationToken cancellation)
    {
        // No id is less than this one, so the list starts before the moment.
        var after = before is { } moment ? new DecisionCursor(StoredTime.Cut(moment), "!") : null;
        long erased = 0;
        while (true)
        {
            var page = await store.ListDecisionsAsync(filter, after, Page, cancellation);
            var bodies = page.Where(r => r.ErasedAt is null && r.At >= since).Select(r => r.Id).ToList();
            if (bodies.Count > 0)
                erased += await EraseAsync(bodies, cause, cancellation);
            if (page.Count < Page || page[^1].At < since)
                return erased;
            after = new DecisionCursor(page[^1].At, page[^1].Id);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private async Task<long> EraseAsync(List<string> ids, ErasureCause cause, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            var at = Moment();
            await NoteAsync(ErasedGroup.Of(ids), at, cause);
            var erased = await store.EraseDecisionsAsync(ids, at, CancellationToken.None);

            // Someone else has erased these since they were listed, with a journal entry of their own; this entry takes them out again.
            var others = ids.Except(erased, StringComparer.Ordinal).ToList();
            if (others.Count > 0)
                await NoteAsync(ErasedGroup.Without(others), at, cause with { Reason = "these were erased already" });
            return erased.Count;
        }
        finally
        {
            _turn.Release();
        }
    }

    private Task<AppendResult> NoteAsync(ErasedGroup group, DateTimeOffset at, ErasureCause cause) => store.AppendAsync(
        StoreChange.Of(new NewNoteEntry
        {
            At = at,
            Actor = cause.Actor,
            Action = ErasedGroup.Action,
            Target = cause.Target,
            Reason = cause.Reason,
            Details = CanonicalText.Of(group.ToDetails(at)),
        }),
        CancellationToken.None);

    // Each batch has a moment of its own, which identifies it in the journal.
    private DateTimeOffset Moment()
    {
        var now = StoredTime.Cut(time.GetUtcNow());
        return _last = now > _last ? now : _last.AddMilliseconds(1);
    }
}

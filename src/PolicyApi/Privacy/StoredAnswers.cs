using PolicyApi.Access;
using PolicyApi.Platform.Problems;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Privacy;

/// <summary>A stored answer as a caller may see it.</summary>
/// <param name="Record">The record; where something is masked, body and hash are those of what is shown.</param>
internal sealed record StoredAnswer(DecisionRecord Record);

/// <summary>The one door to stored answers: what callers may not see never leaves it.</summary>
/// <param name="store">Keeps the answers.</param>
/// <param name="marks">Knows what is personal.</param>
/// <param name="requests">Marks requests for what is somebody else's, which the answer must not tell apart from what is not there.</param>
internal sealed class StoredAnswers(IPolicyStore store, PersonalMarks marks, IHttpContextAccessor requests)
{
    // Erased answers are passed over, but no list reads without end.
    private const int MostPages = 50;

    /// <summary>A stored answer; <see langword="null"/> alike when there is none and when the caller may not read it.</summary>
    /// <param name="type">Decision or appraisal.</param>
    /// <param name="id">Its id.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="FaultException">It was erased (410).</exception>
    public async Task<StoredAnswer?> FindAsync(DecisionType type, string id, Caller caller, CancellationToken cancellation)
    {
        if (await FindAsync(type, id, cancellation) is not { } record)
            return null;
        var mayRead = type == DecisionType.Decision ? caller.May(Permission.ReadDecisions) : caller.MayReadAbout(record.Subject);
        if (mayRead)
            return await ViewAsync(Whole(record), caller.SightOf(record.Subject), cancellation);
        requests.HttpContext?.Features.Set(HiddenRefusal.NotYours);
        return null;
    }

    /// <summary>A stored answer as somebody was to see it, whoever asks: for links, which carry the sight of who made them.</summary>
    /// <param name="type">Decision or appraisal.</param>
    /// <param name="id">Its id.</param>
    /// <param name="sight">What may be seen.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="FaultException">It was erased (410).</exception>
    public async Task<StoredAnswer?> FindAsync(DecisionType type, string id, Sight sight, CancellationToken cancellation) =>
        await FindAsync(type, id, cancellation) is { } record ? await ViewAsync(Whole(record), sight, cancellation) : null;

    /// <summary>One page of stored answers, newest first, of those that the caller may read and that were not erased.</summary>
    /// <param name="filter">Which; the subject is narrowed to the caller's own where the caller reads no others.</param>
    /// <param name="after">Where the page before ended.</param>
    /// <param name="pageSize">At most so many.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task<IReadOnlyList<StoredAnswer>> ListAsync(
        DecisionFilter filter, DecisionCursor? after, int pageSize, Caller caller, CancellationToken cancellation)
    {
        if (Narrow(filter, caller) is not { } allowed)
            return [];
        var views = new List<StoredAnswer>();
        for (var pages = 0; pages < MostPages; pages++)
        {
            var wanted = pageSize - views.Count;
            var page = await store.ListDecisionsAsync(allowed, after, wanted, cancellation);
            foreach (var record in page.Where(r => r.ErasedAt is null))
                views.Add(await ViewAsync(record, caller.SightOf(record.Subject), cancellation));
            if (page.Count < wanted || views.Count == pageSize)
                break;
            after = new DecisionCursor(page[^1].At, page[^1].Id);
        }

        return views;
    }

    private static DecisionRecord Whole(DecisionRecord record) => record.ErasedAt is null ? record : throw new FaultException(ErasedAnswer.Of(record));

    // Who may read about one person only gets the list of that person.
    private static DecisionFilter? Narrow(DecisionFilter filter, Caller caller)
    {
        if (filter.Type == DecisionType.Decision)
            return caller.May(Permission.ReadDecisions) ? filter : null;
        if (caller.MayReadAbout(null))
            return filter;
        return caller.Manager is { } own && (filter.Subject is null || string.Equals(filter.Subject, own, StringComparison.Ordinal)) ? filter with { Subject = own } : null;
    }

    // An id of another form than the service gives would be looked for in every month there is.
    private async Task<DecisionRecord?> FindAsync(DecisionType type, string id, CancellationToken cancellation) =>
        DecisionIds.TimeOf(id) is not null && await store.FindDecisionAsync(id, cancellation) is { } record && record.Type == type ? record : null;

    private async Task<StoredAnswer> ViewAsync(DecisionRecord record, Sight sight, CancellationToken cancellation)
    {
        if (sight != Sight.Full && RecordMask.Apply(record.Body, await marks.OfAsync(record, sight, cancellation)) is { } masked)
            return new StoredAnswer(record with { Body = masked, Sha256 = CanonicalJson.Hash(masked) });
        return new StoredAnswer(record);
    }
}

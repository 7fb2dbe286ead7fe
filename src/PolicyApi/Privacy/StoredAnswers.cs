using PolicyApi.Access;
using PolicyApi.Platform.Problems;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Privacy;

/// <summary>A stored answer as a caller may see it.</summary>
/// <param name="Record">The record; if something is masked, its body and hash are those of the masked record.</param>
internal sealed record StoredAnswer(DecisionRecord Record);

/// <summary>The only access to stored answers for callers: it never returns what a caller may not see.</summary>
/// <param name="store">The store of the answers.</param>
/// <param name="marks">Finds what is personal.</param>
/// <param name="requests">The current request, which is marked if it asks for an answer that exists but that the caller may not read.</param>
internal sealed class StoredAnswers(IPolicyStore store, PersonalMarks marks, IHttpContextAccessor requests)
{
    // Erased answers are skipped, so the number of pages read for one list is limited.
    private const int MostPages = 50;

    /// <summary>Finds a stored answer; <see langword="null"/> if there is none, and also if the caller may not read it.</summary>
    /// <param name="type">Decision or appraisal.</param>
    /// <param name="id">The id of the answer.</param>
    /// <param name="caller">The caller.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="FaultException">The answer was erased (410).</exception>
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

    /// <summary>Finds a stored answer for anyone, with a given amount of personal data: for links, which contain the sight of their creator.</summary>
    /// <param name="type">Decision or appraisal.</param>
    /// <param name="id">The id of the answer.</param>
    /// <param name="sight">How much personal data to show.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="FaultException">The answer was erased (410).</exception>
    public async Task<StoredAnswer?> FindAsync(DecisionType type, string id, Sight sight, CancellationToken cancellation) =>
        await FindAsync(type, id, cancellation) is { } record ? await ViewAsync(Whole(record), sight, cancellation) : null;

    /// <summary>Returns one page of the stored answers that the caller may read and that were not erased, newest first.</summary>
    /// <param name="filter">The filter; restricted to the caller as the subject if the caller may read nothing else.</param>
    /// <param name="after">The position at which the previous page ended; <see langword="null"/> for the beginning.</param>
    /// <param name="pageSize">The maximum number of answers.</param>
    /// <param name="caller">The caller.</param>
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

    // A caller who may read about one person only gets the list of that person.
    private static DecisionFilter? Narrow(DecisionFilter filter, Caller caller)
    {
        if (filter.Type == DecisionType.Decision)
            return caller.May(Permission.ReadDecisions) ? filter : null;
        if (caller.MayReadAbout(null))
            return filter;
        return caller.Manager is { } own && (filter.Subject is null || string.Equals(filter.Subject, own, StringComparison.Ordinal)) ? filter with { Subject = own } : null;
    }

    // An id without a time in it, which the service never creates, would be searched for in every month.
    private async Task<DecisionRecord?> FindAsync(DecisionType type, string id, CancellationToken cancellation) =>
        DecisionIds.TimeOf(id) is not null && await store.FindDecisionAsync(id, cancellation) is { } record && record.Type == type ? record : null;

    private async Task<StoredAnswer> ViewAsync(DecisionRecord record, Sight sight, CancellationToken cancellation)
    {
        if (sight != Sight.Full && RecordMask.Apply(record.Body, await marks.OfAsync(record, sight, cancellation)) is { } masked)
            return new StoredAnswer(record with { Body = masked, Sha256 = CanonicalJson.Hash(masked) });
        return new StoredAnswer(record);
    }
}

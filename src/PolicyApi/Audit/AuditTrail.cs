using PolicyApi.Storage;

namespace PolicyApi.Audit;

/// <summary>Reads the journal as the audit log: filtered, page by page, each line with the previous hash of its target.</summary>
/// <param name="store">The store of the journal.</param>
internal sealed class AuditTrail(IPolicyStore store) : IDisposable
{
    private const int Window = 1_000;

    // After this many windows, the page ends even if it is not full and points to the next one, so that no request reads the whole journal.
    private const int MostWindows = 20;

    // Clocks of several machines may differ by this much, so that lines are not exactly in the order of their times.
    private static readonly TimeSpan Skew = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<string, string> _hashes = new(StringComparer.Ordinal);
    private readonly Dictionary<long, string> _before = [];
    private long _known;

    /// <summary>Reads one page.</summary>
    /// <param name="query">The filter and the order.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task<AuditPage> ReadAsync(AuditQuery query, CancellationToken cancellation)
    {
        var head = await store.ReadHeadAsync(cancellation);
        await CatchUpAsync(head.DocumentSequence, cancellation);
        var place = query.Cursor ?? (query.IsNewestFirst ? head.Sequence + 1 : 0);
        var found = new List<AuditLine>();
        for (var windows = 0; windows < MostWindows; windows++)
        {
            var entries = await WindowAsync(query.IsNewestFirst, place, cancellation);
            foreach (var entry in entries)
            {
                place = entry.Sequence;
                if (IsPast(query, entry))
                    return new AuditPage(found);
                if (Line(entry) is var line && query.Takes(line))
                    found.Add(line);
                if (found.Count == query.PageSize)
                    return new AuditPage(found, IsEnd(query, place, head.Sequence) ? null : Text(place));
            }

            if (entries.Count == 0 || IsEnd(query, place, head.Sequence))
                return new AuditPage(found);
        }

        return new AuditPage(found, Text(place));
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private static bool IsEnd(AuditQuery query, long place, long last) => query.IsNewestFirst ? place <= 1 : place >= last;

    private static bool IsPast(AuditQuery query, JournalEntry entry) =>
        query.IsNewestFirst ? entry.At < query.From - Skew : entry.At > query.To + Skew;

    private static string Text(long place) => place.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private async Task<IReadOnlyList<JournalEntry>> WindowAsync(bool isNewestFirst, long place, CancellationToken cancellation)
    {
        if (!isNewestFirst)
            return await store.ReadJournalAsync(place, Window, cancellation);
        var first = Math.Max(0, place - 1 - Window);
        var most = (int)(place - 1 - first);
        return most < 1 ? [] : [.. (await store.ReadJournalAsync(first, most, cancellation)).Reverse()];
    }

    private AuditLine Line(JournalEntry entry)
    {
        lock (_before)
            return AuditLines.Of(entry, _before.GetValueOrDefault(entry.Sequence));
    }

    // The previous content of a version is in its earlier entries, so these are read once and remembered.
    private async Task CatchUpAsync(long last, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            while (_known < last && await store.ReadDocumentEntriesAsync(_known, Window, cancellation) is { Count: > 0 } entries)
            {
                foreach (var entry in entries)
                    Remember(entry);
                _known = entries[^1].Sequence;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Remember(DocumentEntry entry)
    {
        var target = AuditLines.TargetOf(entry);
        if (_hashes.TryGetValue(target, out var before))
        {
            lock (_before)
                _before[entry.Sequence] = before;
        }

        if (entry.ContentSha256 is { } after)
            _hashes[target] = after;
    }
}

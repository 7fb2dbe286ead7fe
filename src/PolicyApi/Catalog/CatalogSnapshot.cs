using System.Collections.Immutable;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Catalog;

/// <summary>The histories of all documents at one point of the journal. Immutable.</summary>
public sealed class CatalogSnapshot
{
    private readonly ImmutableArray<DocumentHistory> _ordered;
    private readonly Dictionary<DocumentKey, DocumentHistory> _byKey;
    private readonly ImmutableArray<KnowledgeMark> _marks;

    private CatalogSnapshot(long revision, Dictionary<DocumentKey, DocumentHistory> byKey, ImmutableArray<KnowledgeMark> marks)
    {
        Revision = revision;
        _byKey = byKey;
        _marks = marks;
        _ordered = [.. byKey.Values.OrderBy(h => h.Key)];
    }

    /// <summary>The catalogue before the first journal entry.</summary>
    public static CatalogSnapshot Empty { get; } = new(0, [], []);

    /// <summary>The sequence number of the last document entry in the snapshot; 0 if there is none. Other journal entries do not count.</summary>
    public long Revision { get; }

    /// <summary>All histories, ordered by section, then by id (ordinal).</summary>
    public IReadOnlyList<DocumentHistory> Histories => _ordered;

    /// <summary>Returns the snapshot after further entries.</summary>
    /// <param name="entries">The document entries that follow <see cref="Revision"/>, in order.</param>
    /// <exception cref="StoreCorruptException">An entry is out of order or does not fit the history of its document.</exception>
    public CatalogSnapshot Fold(IReadOnlyCollection<DocumentEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        if (entries.Count == 0)
            return this;
        var byKey = new Dictionary<DocumentKey, DocumentHistory>(_byKey);
        var marks = _marks.ToBuilder();
        var revision = Revision;
        foreach (var entry in entries)
        {
            if (entry.Sequence <= revision)
                throw new StoreCorruptException($"the journal entry {entry.Sequence} came after {revision}; restore the journal from a backup");
            revision = entry.Sequence;
            byKey[entry.Key] = HistoryFold.Apply(byKey.GetValueOrDefault(entry.Key), entry);
            if (entry.Action is JournalAction.Published or JournalAction.Withdrawn)
                marks.Add(new KnowledgeMark(entry.Sequence, entry.At));
        }

        return new CatalogSnapshot(revision, byKey, marks.ToImmutable());
    }

    /// <summary>Returns the snapshot as it would be after entries that are not in the journal yet.</summary>
    /// <param name="entries">The entries, in order.</param>
    /// <exception cref="StoreCorruptException">An entry does not fit the history of its document.</exception>
    internal CatalogSnapshot FoldProvisionally(IReadOnlyList<NewDocumentEntry> entries) =>
        Fold([.. entries.Select((e, i) => (DocumentEntry)e.Placed(Revision + 1 + i, JournalChain.Start))]);

    /// <summary>
    /// Returns the last publication or withdrawal made at or before a moment. What was in force as known at that moment depends only on the entries
    /// up to this mark, and this never changes, because later publications and withdrawals always have later times.
    /// </summary>
    /// <param name="knownAt">The moment; <see langword="null"/> for all that is known now.</param>
    /// <returns><see langword="null"/> if there was none.</returns>
    public KnowledgeMark? KnownAt(DateTimeOffset? knownAt) => _marks.LastOrDefault(m => knownAt is null || m.At <= knownAt);

    /// <summary>
    /// Returns the time stamp for the next publication or withdrawal. It is later than that of the previous one even if the clock is not, so that
    /// what was known at a moment never changes afterwards.
    /// </summary>
    /// <param name="now">The current time (UTC).</param>
    internal DateTimeOffset TimeOfNext(DateTimeOffset now)
    {
        var time = StoredTime.Cut(now);
        return KnownAt(null) is { } last && last.At >= time ? last.At.AddMilliseconds(1) : time;
    }

    /// <summary>Whether there was no publication or withdrawal since an earlier snapshot of the same journal.</summary>
    internal bool IsInForceAs(CatalogSnapshot before) => KnownAt(null)?.Sequence == before.KnownAt(null)?.Sequence;

    /// <summary>Returns the history of a document; <see langword="null"/> if it does not exist.</summary>
    /// <param name="key">Section and id.</param>
    public DocumentHistory? Find(DocumentKey key) => _byKey.GetValueOrDefault(key);

    /// <summary>Returns the number of the version in force; <see langword="null"/> if there is none. See <see cref="DocumentHistory.InForce"/>.</summary>
    /// <param name="key">The document.</param>
    /// <param name="asOf">The day (UTC).</param>
    /// <param name="knownAt">Only publications made at or before this time count; <see langword="null"/> for all.</param>
    public int? InForce(DocumentKey key, DateOnly asOf, DateTimeOffset? knownAt) => Find(key)?.InForce(asOf, knownAt)?.Version;

    /// <summary>Returns the version in force of every document that has one, ordered by section, then by id.</summary>
    /// <param name="asOf">The day (UTC).</param>
    /// <param name="knownAt">Only publications made at or before this time count; <see langword="null"/> for all.</param>
    public IReadOnlyList<DocumentPin> InForceAt(DateOnly asOf, DateTimeOffset? knownAt)
    {
        var pins = new List<DocumentPin>(_ordered.Length);
        foreach (var history in _ordered)
        {
            if (history.InForce(asOf, knownAt) is { } publication)
                pins.Add(new DocumentPin(history.Key, publication.Version, history.Versions[publication.Version - 1].Sha256));
        }

        return pins;
    }

    /// <summary>Returns one page of the documents of a section, ordered by id (ordinal).</summary>
    /// <param name="section">The section.</param>
    /// <param name="isWanted">Selects documents; <see langword="null"/> for all.</param>
    /// <param name="afterId">The last id of the previous page; <see langword="null"/> for the first page.</param>
    /// <param name="pageSize">The maximum number of documents; at least 1.</param>
    public CatalogPage List(CatalogSection section, Func<DocumentHistory, bool>? isWanted, string? afterId, int pageSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        var found = _ordered
            .Where(h => h.Key.Section == section && string.CompareOrdinal(h.Key.Id, afterId) > 0 && isWanted?.Invoke(h) != false)
            .Take(pageSize + 1)
            .ToList();
        if (found.Count <= pageSize)
            return new CatalogPage(found, null);
        found.RemoveAt(pageSize);
        return new CatalogPage(found, found[^1].Key.Id);
    }
}

/// <summary>A publication or withdrawal that marks a state of knowledge.</summary>
/// <param name="Sequence">The sequence number of its journal entry.</param>
/// <param name="At">Its time (UTC).</param>
public sealed record KnowledgeMark(long Sequence, DateTimeOffset At);

/// <summary>One page of documents.</summary>
/// <param name="Items">The documents.</param>
/// <param name="Next">The <c>afterId</c> of the next page; <see langword="null"/> on the last page.</param>
public sealed record CatalogPage(IReadOnlyList<DocumentHistory> Items, string? Next);

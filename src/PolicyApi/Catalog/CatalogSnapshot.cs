using System.Collections.Immutable;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Catalog;

/// <summary>All documents' histories at one point of the journal. Immutable; a change makes another snapshot.</summary>
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

    /// <summary>The catalogue before the first entry.</summary>
    public static CatalogSnapshot Empty { get; } = new(0, [], []);

    /// <summary>The sequence of the last entry about a document that it holds; 0 for none. Notes are about other things and do not count.</summary>
    public long Revision { get; }

    /// <summary>All histories, by section, then by id, ordinally.</summary>
    public IReadOnlyList<DocumentHistory> Histories => _ordered;

    /// <summary>The snapshot after further entries.</summary>
    /// <param name="entries">The entries about documents that follow <see cref="Revision"/>, in order.</param>
    /// <exception cref="StoreCorruptException">An entry does not follow, or does not fit its document.</exception>
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

    /// <summary>The snapshot as it would be after entries that are not written.</summary>
    /// <param name="entries">The entries, in order.</param>
    /// <exception cref="StoreCorruptException">An entry does not fit its document.</exception>
    internal CatalogSnapshot FoldProvisionally(IReadOnlyList<NewDocumentEntry> entries) =>
        Fold([.. entries.Select((e, i) => (DocumentEntry)e.Placed(Revision + 1 + i, JournalChain.Start))]);

    /// <summary>
    /// The last publication or withdrawal made by a moment. Everything that follows from what was known then follows from what was
    /// known at the mark, now and for ever: no later entry of this kind has an earlier time.
    /// </summary>
    /// <param name="knownAt">The moment; <see langword="null"/> for now.</param>
    /// <returns><see langword="null"/> when there was none.</returns>
    public KnowledgeMark? KnownAt(DateTimeOffset? knownAt) => _marks.LastOrDefault(m => knownAt is null || m.At <= knownAt);

    /// <summary>
    /// The time of the next publication: later than the one before, whatever the clock says, so that what was known at a moment stays
    /// what was known at that moment.
    /// </summary>
    /// <param name="now">What the clock says.</param>
    internal DateTimeOffset TimeOfNext(DateTimeOffset now)
    {
        var time = StoredTime.Cut(now);
        return KnownAt(null) is { } last && last.At >= time ? last.At.AddMilliseconds(1) : time;
    }

    /// <summary>Whether nothing has come into force or left it since another snapshot of the same journal.</summary>
    internal bool IsInForceAs(CatalogSnapshot before) => KnownAt(null)?.Sequence == before.KnownAt(null)?.Sequence;

    /// <summary>The history of a document, or <see langword="null"/>.</summary>
    /// <param name="key">Section and id.</param>
    public DocumentHistory? Find(DocumentKey key) => _byKey.GetValueOrDefault(key);

    /// <summary>The number of the version in force, or <see langword="null"/> when none is: see <see cref="DocumentHistory.InForce"/>.</summary>
    /// <param name="key">The document.</param>
    /// <param name="asOf">The day (UTC) in question.</param>
    /// <param name="knownAt">What was known then; <see langword="null"/> for what is known now.</param>
    public int? InForce(DocumentKey key, DateOnly asOf, DateTimeOffset? knownAt) => Find(key)?.InForce(asOf, knownAt)?.Version;

    /// <summary>Every document in force with its version, by section, then by id.</summary>
    /// <param name="asOf">The day (UTC) in question.</param>
    /// <param name="knownAt">What was known then; <see langword="null"/> for what is known now.</param>
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

    /// <summary>One page of a section, ordered by id, ordinally.</summary>
    /// <param name="section">The section.</param>
    /// <param name="isWanted">Says which documents; <see langword="null"/> for all.</param>
    /// <param name="afterId">The last id of the page before; <see langword="null"/> for the first page.</param>
    /// <param name="pageSize">At most so many; at least 1.</param>
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

/// <summary>A publication or withdrawal as a point up to which things are known.</summary>
/// <param name="Sequence">Its number in the journal.</param>
/// <param name="At">When it was made.</param>
public sealed record KnowledgeMark(long Sequence, DateTimeOffset At);

/// <summary>One page of documents.</summary>
/// <param name="Items">The documents.</param>
/// <param name="Next">What to give as <c>afterId</c> for the next page; <see langword="null"/> on the last.</param>
public sealed record CatalogPage(IReadOnlyList<DocumentHistory> Items, string? Next);

using System.Text.Json;
using LiteDB;
using PolicyApi.Storage.LiteDb.Files;

namespace PolicyApi.Storage.LiteDb;

/// <summary>The journal's entries by sequence. Use only inside the <see cref="StoreGate"/>.</summary>
internal sealed class JournalTable(LiteDbFile file, ContentTable contents)
{
    public const string Name = "journal";
    public const string Bytes = "bytes";
    public const string Hash = "hash";

    // "policies/kam-promotion/0000000012": finds a document's last entry, and refuses a revision that already exists.
    private const string Revision = "revision";

    // Again the sequence for entries about documents, 0 for notes: finds the last change of a document among many notes.
    private const string Document = "document";

    public static readonly CollectionShape Shape = new(Name, (Revision, true), (Document, false));

    private readonly ILiteCollection<BsonDocument> _rows = file.Collection(Name);

    /// <summary>The conflict that prevents a change, or <see langword="null"/>.</summary>
    public AppendResult? FindConflict(StoreChange change)
    {
        if (change.ExpectedSequence is { } expected && LastDocumentSequence() is var actual && actual > expected)
            return new AppendResult.JournalMoved(expected, actual);
        var revisions = new Dictionary<DocumentKey, int>();
        foreach (var entry in change.Entries.OfType<NewDocumentEntry>())
        {
            if (!revisions.TryGetValue(entry.Key, out var revision))
                revision = RevisionOf(entry.Key);
            if (entry.ExpectedRevision != revision)
                return new AppendResult.Conflict(entry.Key, entry.ExpectedRevision, revision);
            revisions[entry.Key] = revision + 1;
        }

        return null;
    }

    /// <summary>The reason why a change without a conflict cannot be written, or <see langword="null"/>.</summary>
    public ArgumentException? FindMissingContent(StoreChange change)
    {
        var brought = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in change.Entries.OfType<NewDocumentEntry>().Where(Brings))
        {
            var sha256 = entry.ContentSha256!;
            if (entry.Content is not null)
                brought.Add(sha256);
            else if (!brought.Contains(sha256) && !contents.Has(sha256))
                return new ArgumentException($"the content `{sha256}` is not in the store; give its bytes with the entry", nameof(change));
        }

        return null;
    }

    /// <summary>Writes entries; call inside a transaction.</summary>
    public IReadOnlyList<JournalEntry> Insert(IReadOnlyList<NewEntry> entries)
    {
        var last = entries.Count == 0 ? null : Last();
        var sequence = last?.Sequence ?? 0;
        var hash = last?.Hash ?? JournalChain.Start;
        var written = new List<JournalEntry>(entries.Count);
        foreach (var entry in entries)
        {
            if (entry is NewDocumentEntry document && Brings(document))
                contents.Put(document.ContentSha256!, document.Content);
            var (line, bytes) = JournalChain.Seal(entry, ++sequence, hash);
            _rows.Insert(Row(line, bytes));
            hash = line.Hash;
            written.Add(line);
        }

        return written;
    }

    public IReadOnlyList<JournalEntry> Read(long afterSequence, int most)
    {
        // The previous entry is read too: the first one must link to it.
        var rows = _rows.Query().Where(Query.GTE("_id", afterSequence)).OrderBy("_id").Limit(most + 1).ToList();
        var entries = new List<JournalEntry>(rows.Count);
        JournalEntry? previous = null;
        foreach (var row in rows)
        {
            var entry = Verified(row);
            if (entry.Sequence > afterSequence)
            {
                CheckLink(afterSequence, previous, entry);
                entries.Add(entry);
            }

            previous = entry;
        }

        if (entries.Count > most)
            entries.RemoveAt(most);
        return entries;
    }

    // From the next sequence up to the last: all notes are indexed under 0 and would otherwise be read too.
    public IReadOnlyList<DocumentEntry> ReadDocuments(long afterSequence, int most) =>
        [.. _rows.Query().Where(Query.GTE(Document, afterSequence + 1)).OrderBy(Document).Limit(most).ToList().Select(DocumentOf)];

    public JournalHead Head() =>
        Last() is { } last ? new JournalHead(last.Sequence, last.Hash, LastDocumentSequence()) : new JournalHead(0, JournalChain.Start, 0);

    private static DocumentEntry DocumentOf(BsonDocument row) => Verified(row) is DocumentEntry entry && row[Document].AsInt64 == entry.Sequence
        ? entry
        : throw new StoreCorruptException($"the journal entry {row["_id"].AsInt64} is filed as a document's and is another; restore the journal from a backup");

    private static bool Brings(NewDocumentEntry entry) => entry.Action is JournalAction.Drafted or JournalAction.Edited;

    /// <summary>The index key of an entry.</summary>
    public static IReadOnlyList<KeyValuePair<string, BsonValue>> Keys(JournalEntry entry) => entry is DocumentEntry document
        ? [new(Revision, RevisionKey(document.Key, document.Revision)), new(Document, entry.Sequence)]

        // No section is named `note`, and a unique index does not allow two empty values.
        : [new(Revision, string.Create(null, $"note/{entry.Sequence:D19}")), new(Document, 0L)];

    /// <summary>Reads the entry of a row.</summary>
    /// <exception cref="StoreCorruptException">It is not what was stored.</exception>
    public static JournalEntry Verified(BsonDocument row)
    {
        var id = row["_id"].AsInt64;
        try
        {
            var bytes = row[Bytes].AsBinary;
            var hash = row[Hash].AsString;
            var entry = JournalChain.Read(bytes, hash);
            if (entry.Sequence == id && string.Equals(JournalChain.Hash(entry.PreviousHash, bytes), hash, StringComparison.Ordinal))
                return entry;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or InvalidCastException or ArgumentException)
        {
            throw new StoreCorruptException($"the journal entry {id} cannot be read: {e.Message}", e);
        }

        throw new StoreCorruptException($"the journal entry {id} does not have the hash it was stored with; restore the journal from a backup");
    }

    private static BsonDocument Row(JournalEntry entry, byte[] bytes)
    {
        var row = new BsonDocument { ["_id"] = entry.Sequence, [Bytes] = bytes, [Hash] = entry.Hash };
        foreach (var (name, value) in Keys(entry))
            row[name] = value;
        return row;
    }

    private JournalEntry? Last()
    {
        var row = _rows.Query().OrderByDescending("_id").Limit(1).ToList();
        return row.Count == 0 ? null : Verified(row[0]);
    }

    private long LastDocumentSequence()
    {
        var row = _rows.Query().OrderByDescending(Document).Limit(1).ToList();
        return row.Count == 0 || Verified(row[0]) is not DocumentEntry entry ? 0 : entry.Sequence;
    }

    private int RevisionOf(DocumentKey key)
    {
        var between = Query.Between(Revision, RevisionKey(key, 0), RevisionKey(key, int.MaxValue));
        var row = _rows.Query().Where(between).OrderByDescending(Revision).Limit(1).ToList();
        if (row.Count == 0)
            return 0;
        return Verified(row[0]) is DocumentEntry entry && entry.Key == key
            ? entry.Revision
            : throw new StoreCorruptException($"the journal entry {row[0]["_id"].AsInt64} is filed under `{key}`, but is about something else; restore the journal from a backup");
    }

    private static string RevisionKey(DocumentKey key, int revision) => string.Create(null, $"{key}/{revision:D10}");

    private static void CheckLink(long afterSequence, JournalEntry? previous, JournalEntry entry)
    {
        var expected = (previous?.Sequence ?? 0) + 1;
        var hash = previous?.Hash ?? JournalChain.Start;
        if (previous is null && afterSequence > 0)
            throw new StoreCorruptException($"the journal entry {afterSequence} is missing; restore the journal from a backup");
        if (entry.Sequence != expected)
            throw new StoreCorruptException($"the journal entry {expected} is missing; restore the journal from a backup");
        if (!string.Equals(entry.PreviousHash, hash, StringComparison.Ordinal))
            throw new StoreCorruptException($"the journal entry {entry.Sequence} does not follow the entry before it; restore the journal from a backup");
    }
}

using System.Text.Json;
using LiteDB;

namespace PolicyApi.Storage.LiteDb;

/// <summary>The journal's entries by sequence. To be used inside the <see cref="StoreGate"/> only.</summary>
internal sealed class JournalTable
{
    public const string Name = "journal";
    public const string Bytes = "bytes";
    public const string Hash = "hash";

    // "policies/kam-promotion/0000000012": finds a document's last entry, and refuses a revision that is there already.
    private const string Revision = "revision";

    public static readonly CollectionShape Shape = new(Name, (Revision, true));

    private readonly LiteDbFile _file;
    private readonly ContentTable _contents;
    private readonly ILiteCollection<BsonDocument> _rows;

    public JournalTable(LiteDbFile file, ContentTable contents)
    {
        _file = file;
        _contents = contents;
        _rows = file.Collection(Name);
    }

    public AppendResult Append(IReadOnlyList<NewEntry> entries) =>
        FindConflict(entries) is { } conflict ? conflict : new AppendResult.Appended(_file.Write(() => Insert(entries)));

    public IReadOnlyList<JournalEntry> Read(long afterSequence, int most)
    {
        // The entry before is read too: it is what the first one must link to.
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

    public long LastSequence() => Last()?.Sequence ?? 0;

    private AppendResult.Conflict? FindConflict(IReadOnlyList<NewEntry> entries)
    {
        var revisions = new Dictionary<DocumentKey, int>();
        foreach (var entry in entries)
        {
            if (!revisions.TryGetValue(entry.Key, out var actual))
                actual = RevisionOf(entry.Key);
            if (entry.ExpectedRevision != actual)
                return new AppendResult.Conflict(entry.Key, entry.ExpectedRevision, actual);
            revisions[entry.Key] = actual + 1;
        }

        return null;
    }

    private List<JournalEntry> Insert(IReadOnlyList<NewEntry> entries)
    {
        var last = Last();
        var sequence = last?.Sequence ?? 0;
        var hash = last?.Hash ?? JournalChain.Start;
        var written = new List<JournalEntry>(entries.Count);
        foreach (var entry in entries)
        {
            if (entry.ContentSha256 is not null)
                _contents.Put(entry.ContentSha256, entry.Content);
            var (line, bytes) = Seal(entry, ++sequence, hash);
            _rows.Insert(new BsonDocument
            {
                ["_id"] = line.Sequence,
                [Revision] = RevisionKey(line.Key, line.Revision),
                [Bytes] = bytes,
                [Hash] = line.Hash,
            });
            hash = line.Hash;
            written.Add(line);
        }

        return written;
    }

    private static (JournalEntry Entry, byte[] Bytes) Seal(NewEntry entry, long sequence, string previousHash)
    {
        var open = new JournalEntry
        {
            Sequence = sequence,
            At = StoredTime.Cut(entry.At),
            Actor = entry.Actor,
            Section = entry.Key.Section,
            DocumentId = entry.Key.Id,
            Revision = entry.ExpectedRevision + 1,
            Action = entry.Action,
            Version = entry.Version,
            ContentSha256 = entry.ContentSha256,
            Kind = entry.Kind,
            Title = entry.Title,
            EffectiveFrom = entry.EffectiveFrom,
            Basis = entry.Basis,
            Reason = entry.Reason,
            PreviousHash = previousHash,
            Hash = string.Empty,
        };
        var bytes = JournalChain.Canonical(open);
        return (open with { Hash = JournalChain.Hash(previousHash, bytes) }, bytes);
    }

    private JournalEntry? Last()
    {
        var row = _rows.Query().OrderByDescending("_id").Limit(1).ToList();
        return row.Count == 0 ? null : Verified(row[0]);
    }

    private int RevisionOf(DocumentKey key)
    {
        var between = Query.Between(Revision, RevisionKey(key, 0), RevisionKey(key, int.MaxValue));
        var row = _rows.Query().Where(between).OrderByDescending(Revision).Limit(1).ToList();
        return row.Count == 0 ? 0 : Verified(row[0]).Revision;
    }

    private static string RevisionKey(DocumentKey key, int revision) => string.Create(null, $"{key}/{revision:D10}");

    private static JournalEntry Verified(BsonDocument row)
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
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or InvalidCastException)
        {
            throw new StoreCorruptException($"the journal entry {id} cannot be read: {e.Message}", e);
        }

        throw new StoreCorruptException($"the journal entry {id} does not have the hash it was stored with; restore the journal from a backup");
    }

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

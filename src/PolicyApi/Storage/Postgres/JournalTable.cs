using System.Text.Json;
using Npgsql;
using PolicyApi.Storage.Postgres.Server;

namespace PolicyApi.Storage.Postgres;

/// <summary>The journal's entries by sequence.</summary>
internal static class JournalTable
{
    /// <summary>Where the journal ends.</summary>
    public static async Task<JournalHead> HeadAsync(NpgsqlConnection connection)
    {
        const string Query =
            """
            SELECT sequence, hash, COALESCE((SELECT max(sequence) FROM journal WHERE document IS NOT NULL), 0)
            FROM journal ORDER BY sequence DESC LIMIT 1
            """;
        var found = await connection.QueryAsync(r => new JournalHead(r.GetInt64(0), Convert.ToHexStringLower(r.Bytes(1)), r.GetInt64(2)), Query);
        return found.Count == 0 ? new JournalHead(0, JournalChain.Start, 0) : found[0];
    }

    /// <summary>Reads entries in order, every hash and link verified.</summary>
    public static async Task<IReadOnlyList<JournalEntry>> ReadAsync(NpgsqlConnection connection, long afterSequence, int most)
    {
        // The previous entry is read too: the first one must link to it.
        var rows = await connection.QueryAsync(
            r => (Sequence: r.GetInt64(0), Bytes: r.Bytes(1), Hash: Convert.ToHexStringLower(r.Bytes(2))),
            "SELECT sequence, bytes, hash FROM journal WHERE sequence >= $1 ORDER BY sequence LIMIT $2",
            afterSequence,
            most + 1L);
        var entries = new List<JournalEntry>(rows.Count);
        JournalEntry? previous = null;
        foreach (var (sequence, bytes, hash) in rows)
        {
            var entry = Verified(sequence, bytes, hash);
            if (sequence > afterSequence)
            {
                CheckLink(afterSequence, previous, entry);
                entries.Add(entry);
            }

            previous = entry;
        }

        return entries.Count > most ? entries[..most] : entries;
    }

    /// <summary>Reads the entries about documents in order, every hash verified.</summary>
    public static async Task<IReadOnlyList<DocumentEntry>> ReadDocumentsAsync(NpgsqlConnection connection, long afterSequence, int most) =>
        await connection.QueryAsync(
            r => Verified(r.GetInt64(0), r.Bytes(1), Convert.ToHexStringLower(r.Bytes(2))) as DocumentEntry
                ?? throw new StoreCorruptException($"the journal entry {r.GetInt64(0)} is filed as a document's and is a note; restore the journal from a backup"),
            "SELECT sequence, bytes, hash FROM journal WHERE document IS NOT NULL AND sequence > $1 ORDER BY sequence LIMIT $2",
            afterSequence,
            (long)most);

    /// <summary>The first entry whose document has changed since its writer read it.</summary>
    public static async Task<AppendResult.Conflict?> FindConflictAsync(NpgsqlConnection connection, IReadOnlyList<NewDocumentEntry> entries)
    {
        var names = entries.Select(e => e.Key.ToString()).Distinct(StringComparer.Ordinal).ToArray();
        var revisions = (await connection.QueryAsync(
            r => (Document: r.GetString(0), Revision: r.GetInt32(1)),
            "SELECT d, COALESCE((SELECT max(revision) FROM journal WHERE document = d), 0) FROM unnest($1) AS d",
            (object)names)).ToDictionary(r => r.Document, r => r.Revision, StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var actual = revisions[entry.Key.ToString()];
            if (entry.ExpectedRevision != actual)
                return new AppendResult.Conflict(entry.Key, entry.ExpectedRevision, actual);
            revisions[entry.Key.ToString()] = actual + 1;
        }

        return null;
    }

    /// <summary>Appends entries after the head; the journal's lock is held.</summary>
    public static async Task<IReadOnlyList<JournalEntry>> InsertAsync(NpgsqlConnection connection, JournalHead head, IReadOnlyList<NewEntry> entries)
    {
        var written = new List<JournalEntry>(entries.Count);
        var all = new List<byte[]>(entries.Count);
        var (sequence, hash) = (head.Sequence, head.Hash);
        foreach (var entry in entries)
        {
            var (line, bytes) = JournalChain.Seal(entry, ++sequence, hash);
            hash = line.Hash;
            written.Add(line);
            all.Add(bytes);
        }

        await connection.ExecuteAsync(
            "INSERT INTO journal (sequence, document, revision, bytes, hash) SELECT * FROM unnest($1, $2, $3, $4, $5)",
            written.Select(e => e.Sequence).ToArray(),
            written.Select(e => (e as DocumentEntry)?.Key.ToString()).ToArray(),
            written.Select(e => (e as DocumentEntry)?.Revision).ToArray(),
            all.ToArray(),
            written.Select(e => Convert.FromHexString(e.Hash)).ToArray());
        return written;
    }

    private static JournalEntry Verified(long sequence, byte[] bytes, string hash)
    {
        try
        {
            var entry = JournalChain.Read(bytes, hash);
            if (entry.Sequence == sequence && string.Equals(JournalChain.Hash(entry.PreviousHash, bytes), hash, StringComparison.Ordinal))
                return entry;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new StoreCorruptException($"the journal entry {sequence} cannot be read: {e.Message}", e);
        }

        throw new StoreCorruptException($"the journal entry {sequence} does not have the hash it was stored with; restore the journal from a backup");
    }

    private static void CheckLink(long afterSequence, JournalEntry? previous, JournalEntry entry)
    {
        var expected = (previous?.Sequence ?? 0) + 1;
        if (previous is null && afterSequence > 0)
            throw new StoreCorruptException($"the journal entry {afterSequence} is missing; restore the journal from a backup");
        if (entry.Sequence != expected)
            throw new StoreCorruptException($"the journal entry {expected} is missing; restore the journal from a backup");
        if (!string.Equals(entry.PreviousHash, previous?.Hash ?? JournalChain.Start, StringComparison.Ordinal))
            throw new StoreCorruptException($"the journal entry {entry.Sequence} does not follow the entry before it; restore the journal from a backup");
    }
}

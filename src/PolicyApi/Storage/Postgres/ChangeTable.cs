using Npgsql;
using PolicyApi.Storage.Postgres.Server;

namespace PolicyApi.Storage.Postgres;

/// <summary>
/// Writes changes: entries, contents and records in one transaction. A change carries its own id, so that repeating it after
/// a lost connection finds what the first attempt wrote.
/// </summary>
internal static class ChangeTable
{
    /// <summary>The channel that tells other replicas that the journal has grown.</summary>
    public const string Channel = "policy_journal";

    // Long after any writer has given up.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>Writes a change, or finds that it is already written.</summary>
    /// <param name="connection">Without an open transaction.</param>
    /// <param name="id">The same for every attempt at the same change.</param>
    /// <param name="change">What to write.</param>
    /// <param name="now">Determines which records have expired.</param>
    public static async Task<AppendResult> AppendAsync(NpgsqlConnection connection, Guid id, StoreChange change, DateTimeOffset now)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        if (change.Entries.Count > 0 || change.ExpectedSequence is not null)
            await StoreLocks.TakeAsync(connection, StoreLock.Journal);
        if (await FindAsync(connection, id) is { } before)
            return before;
        var result = await WriteAsync(connection, change, now);
        if (result is not AppendResult.Appended { Entries: var entries })
            return result;
        await connection.ExecuteAsync(
            "INSERT INTO changes (id, first_sequence, entries) VALUES ($1, $2, $3)", id, entries.Count == 0 ? 0L : entries[0].Sequence, entries.Count);
        if (entries.Count > 0)
            await connection.ExecuteAsync($"SELECT pg_notify('{Channel}', $1)", entries[^1].Sequence.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await transaction.CommitAsync();
        return result;
    }

    /// <summary>Forgets changes that nobody can be retrying any more.</summary>
    public static Task<int> SweepAsync(NpgsqlConnection connection) =>
        connection.ExecuteAsync("DELETE FROM changes WHERE at < now() - $1", Kept);

    private static async Task<AppendResult?> FindAsync(NpgsqlConnection connection, Guid id)
    {
        var found = await connection.QueryAsync(r => (First: r.GetInt64(0), Count: r.GetInt32(1)), "SELECT first_sequence, entries FROM changes WHERE id = $1", id);
        if (found.Count == 0)
            return null;
        var (first, count) = found[0];
        return new AppendResult.Appended(count == 0 ? [] : await JournalTable.ReadAsync(connection, first - 1, count));
    }

    private static async Task<AppendResult> WriteAsync(NpgsqlConnection connection, StoreChange change, DateTimeOffset now)
    {
        var head = await JournalTable.HeadAsync(connection);
        if (change.ExpectedSequence is { } expected && head.DocumentSequence > expected)
            return new AppendResult.JournalMoved(expected, head.DocumentSequence);
        var documents = change.Entries.OfType<NewDocumentEntry>().ToList();
        if (documents.Count > 0 && await JournalTable.FindConflictAsync(connection, documents) is { } conflict)
            return conflict;
        foreach (var write in change.Records)
        {
            if (await RecordTable.WriteAsync(connection, write, now) is { } moved)
                return moved;
        }

        await ContentTable.PutAsync(connection, documents);
        return new AppendResult.Appended(change.Entries.Count == 0 ? [] : await JournalTable.InsertAsync(connection, head, change.Entries));
    }
}

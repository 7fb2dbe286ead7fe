using System.Collections.Concurrent;
using Npgsql;

namespace PolicyApi.Storage.Postgres;

/// <summary>
/// Writes a group of decisions and its seal in one round trip, on the guess that no other replica has sealed since this one did and that
/// no id is there already. A wrong guess breaks a key, and nothing is written: the caller then takes the longer way.
/// </summary>
internal sealed class SealedInsert
{
    // After a wrong guess others are writing too, and guessing again at once would mostly be in vain.
    private const int GroupsToWait = 16;

    private readonly ConcurrentDictionary<DateOnly, DecisionSeal> _last = new();
    private int _waiting;

    /// <summary>Remembers the last seal of a month; to be called once it is committed.</summary>
    public void Remember(IEnumerable<DecisionSeal> seals)
    {
        foreach (var seal in seals)
            _last[seal.Month] = seal;
    }

    /// <summary>Writes the rows, if the guess can be made and is right.</summary>
    /// <param name="connection">Without an open transaction.</param>
    /// <param name="rows">At least one.</param>
    /// <returns><see langword="false"/> when nothing was written.</returns>
    public async Task<bool> TryAsync(NpgsqlConnection connection, IReadOnlyList<DecisionRow> rows)
    {
        var month = DecisionSeals.MonthOf(rows[0].Record.At);
        if (_waiting > 0)
        {
            _waiting--;
            return false;
        }

        // Removed first: should the connection be lost, nobody knows what the last seal is.
        if (rows.Any(r => DecisionSeals.MonthOf(r.Record.At) != month) || !_last.TryRemove(month, out var last))
            return false;
        var seal = DecisionSeals.Next(month, last, [.. rows.Select(r => r.ToSealed())]);
        try
        {
            // Under the month's lock, or who takes the longer way at the same time would find the place of its seal taken.
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { Ids(rows), Rows(rows), StoreLocks.Month(month), SealTable.Insert(seal, rows.Select(r => r.Record.Id)) } };
            await batch.ExecuteNonQueryAsync();
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.CheckViolation)
        {
            _waiting = GroupsToWait;
            return false;
        }

        _last[month] = seal;
        return true;
    }

    private static NpgsqlBatchCommand Ids(IReadOnlyList<DecisionRow> rows)
    {
        // In one order for all writers, so that none of two waits for the other.
        var sorted = rows.OrderBy(r => r.Record.Id, StringComparer.Ordinal).ToList();
        return Sql.BatchCommand(
            "INSERT INTO decision_ids (id, type, at) SELECT * FROM unnest($1, $2, $3)",
            sorted.Select(r => r.Record.Id).ToArray(),
            sorted.Select(r => (short)r.Record.Type).ToArray(),
            sorted.Select(r => r.Record.At.UtcDateTime).ToArray());
    }

    private static NpgsqlBatchCommand Rows(IReadOnlyList<DecisionRow> rows) => Sql.BatchCommand(
        "INSERT INTO decisions (id, type, at, document, subject_key, head, head_hash, body) SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)",
        rows.Select(r => r.Record.Id).ToArray(),
        rows.Select(r => (short)r.Record.Type).ToArray(),
        rows.Select(r => r.Record.At.UtcDateTime).ToArray(),
        rows.Select(r => r.Record.DocumentId).ToArray(),
        rows.Select(r => r.SubjectKey).ToArray(),
        rows.Select(r => r.Head).ToArray(),
        rows.Select(r => r.HeadHash).ToArray(),
        rows.Select(r => r.Record.Body.ToArray()).ToArray());
}

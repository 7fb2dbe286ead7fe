using System.Text.Json;
using Npgsql;

namespace PolicyApi.Storage.Postgres;

/// <summary>The seals over groups of decisions, with the ids that are under each.</summary>
internal static class SealTable
{
    private const string Columns = "month, sequence, bytes, hash";

    /// <summary>Seals records of one month, in the transaction that writes them. Other replicas wait here until it has ended.</summary>
    public static async Task<DecisionSeal> AddAsync(NpgsqlConnection connection, DateOnly month, IReadOnlyCollection<SealedDecision> records)
    {
        await StoreLocks.TakeMonthAsync(connection, month);
        var last = await connection.QueryAsync(Verified, $"SELECT {Columns} FROM decision_seals WHERE month = $1 ORDER BY sequence DESC LIMIT 1", month);
        var seal = DecisionSeals.Next(month, last.SingleOrDefault(), records);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { Insert(seal, records.Select(r => r.Id)) } };
        await batch.ExecuteNonQueryAsync();
        return seal;
    }

    /// <summary>The statement that stores a seal; it breaks the key when another has taken its place in the chain.</summary>
    public static NpgsqlBatchCommand Insert(DecisionSeal seal, IEnumerable<string> ids) => Sql.BatchCommand(
        "INSERT INTO decision_seals (month, sequence, bytes, hash, ids) VALUES ($1, $2, $3, $4, $5)",
        seal.Month,
        seal.Sequence,
        DecisionSeals.Canonical(seal),
        Convert.FromHexString(seal.Hash),
        ids.ToArray());

    /// <summary>The months that have seals, in order.</summary>
    public static async Task<IReadOnlyList<DateOnly>> MonthsAsync(NpgsqlConnection connection) =>
        await connection.QueryAsync(r => r.GetFieldValue<DateOnly>(0), "SELECT DISTINCT month FROM decision_seals ORDER BY month");

    /// <summary>Reads a month's seals in order, every hash and link verified.</summary>
    public static async Task<IReadOnlyList<DecisionSeal>> ReadAsync(NpgsqlConnection connection, DateOnly month, long afterSequence, int most)
    {
        // The seal before is read too: it is what the first one must link to.
        var seals = await connection.QueryAsync(
            Verified, $"SELECT {Columns} FROM decision_seals WHERE month = $1 AND sequence >= $2 ORDER BY sequence LIMIT $3", month, afterSequence, most + 1L);
        var previous = afterSequence > 0 ? seals.FirstOrDefault() : null;
        if (afterSequence > 0 && previous?.Sequence != afterSequence)
            throw Missing(month, afterSequence);
        var read = seals.Skip(previous is null ? 0 : 1).Take(most).ToList();
        foreach (var seal in read)
        {
            CheckLink(previous, seal);
            previous = seal;
        }

        return read;
    }

    /// <summary>The ids under a seal, in order; empty when there is no such seal.</summary>
    public static async Task<IReadOnlyList<string>> IdsAsync(NpgsqlConnection connection, DateOnly month, long sequence) =>
        (await connection.QueryAsync(
            r => r.GetFieldValue<string[]>(0), "SELECT ids FROM decision_seals WHERE month = $1 AND sequence = $2", month, sequence)).SingleOrDefault() ?? [];

    private static DecisionSeal Verified(NpgsqlDataReader row)
    {
        var (month, sequence, bytes, hash) = (row.GetFieldValue<DateOnly>(0), row.GetInt64(1), row.Bytes(2), Convert.ToHexStringLower(row.Bytes(3)));
        try
        {
            var seal = DecisionSeals.Read(bytes, hash);
            if (seal.Month == month && seal.Sequence == sequence && string.Equals(JournalChain.Hash(seal.PreviousHash, bytes), hash, StringComparison.Ordinal))
                return seal;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new StoreCorruptException($"the seal {sequence} of {month:yyyy-MM} cannot be read: {e.Message}", e);
        }

        throw new StoreCorruptException($"the seal {sequence} of {month:yyyy-MM} does not have the hash it was stored with; restore the decisions from a backup");
    }

    private static void CheckLink(DecisionSeal? previous, DecisionSeal seal)
    {
        var expected = (previous?.Sequence ?? 0) + 1;
        if (seal.Sequence != expected)
            throw Missing(seal.Month, expected);
        if (!string.Equals(seal.PreviousHash, previous?.Hash ?? JournalChain.Start, StringComparison.Ordinal))
            throw new StoreCorruptException($"the seal {seal.Sequence} of {seal.Month:yyyy-MM} does not follow the seal before it; restore the decisions from a backup");
    }

    private static StoreCorruptException Missing(DateOnly month, long sequence) =>
        new($"the seal {sequence} of {month:yyyy-MM} is missing; restore the decisions from a backup");
}

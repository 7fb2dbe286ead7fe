using System.Text.Json;
using Npgsql;
using PolicyApi.Storage.Postgres.Server;

namespace PolicyApi.Storage.Postgres.Blocks;

/// <summary>The seals of the blocks.</summary>
internal static class SealTable
{
    /// <summary>The columns that <see cref="Verified"/> needs first, in this order.</summary>
    public const string Columns = "month, sequence, seal, seal_hash";

    /// <summary>The last seal of a month.</summary>
    public static async Task<DecisionSeal?> LastAsync(NpgsqlConnection connection, DateOnly month) => (await connection.QueryAsync(
        Verified, $"SELECT {Columns} FROM decision_blocks WHERE month = $1 ORDER BY sequence DESC LIMIT 1", month)).SingleOrDefault();

    /// <summary>The months that have seals, in order.</summary>
    public static async Task<IReadOnlyList<DateOnly>> MonthsAsync(NpgsqlConnection connection) => await connection.QueryAsync(
        r => r.GetFieldValue<DateOnly>(0),
        """
        WITH RECURSIVE months AS (
            SELECT min(month) AS month FROM decision_blocks
            UNION ALL
            SELECT (SELECT min(b.month) FROM decision_blocks b WHERE b.month > m.month) FROM months m WHERE m.month IS NOT NULL)
        SELECT month FROM months WHERE month IS NOT NULL ORDER BY month
        """);

    /// <summary>Reads a month's seals in order, every hash and link verified.</summary>
    public static async Task<IReadOnlyList<DecisionSeal>> ReadAsync(NpgsqlConnection connection, DateOnly month, long afterSequence, int most)
    {
        // The previous seal is read too: the first one must link to it.
        var seals = await connection.QueryAsync(
            Verified, $"SELECT {Columns} FROM decision_blocks WHERE month = $1 AND sequence >= $2 ORDER BY sequence LIMIT $3", month, afterSequence, most + 1L);
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

    /// <summary>Reads the seal of a row.</summary>
    /// <exception cref="StoreCorruptException">It is not what was stored.</exception>
    public static DecisionSeal Verified(NpgsqlDataReader row)
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

    /// <summary>Checks that a seal follows another.</summary>
    /// <exception cref="StoreCorruptException">It does not.</exception>
    public static void CheckLink(DecisionSeal? previous, DecisionSeal seal)
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

using Npgsql;
using PolicyApi.Storage.Postgres.Server;

namespace PolicyApi.Storage.Postgres.Blocks;

/// <summary>The decision log.</summary>
internal sealed class DecisionTable
{
    private readonly DecisionPartitions _partitions = new();
    private readonly BlockWriter _writer = new();

    /// <summary>Writes groups in one transaction; a group with an id that belongs to another record is rejected as a whole.</summary>
    /// <returns>For each group why it was rejected, if it was.</returns>
    public async Task<IReadOnlyList<Written<bool>>> AppendAsync(NpgsqlConnection connection, IReadOnlyList<IReadOnlyList<StoredDecision>> groups)
    {
        try
        {
            await EnsurePartitionsAsync(connection, groups.SelectMany(g => g));
            return await _writer.AppendAsync(connection, groups);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.CheckViolation)
        {
            // An existing partition has been removed.
            _partitions.Forget();
            _writer.Forget();
            await EnsurePartitionsAsync(connection, groups.SelectMany(g => g));
            return await _writer.AppendAsync(connection, groups);
        }
    }

    /// <summary>Writes decisions of one caller within the open transaction; existing ones are left unchanged.</summary>
    /// <exception cref="DecisionIdTakenException">An id belongs to another record.</exception>
    public static async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<StoredDecision> decisions)
    {
        if ((await new BlockWriter().WriteAsync(connection, [decisions]))[0] is { } refusal)
            throw refusal;
    }

    /// <summary>Ensures that decisions can be written; call without an open transaction.</summary>
    public Task EnsurePartitionsAsync(NpgsqlConnection connection, IEnumerable<StoredDecision> decisions) =>
        _partitions.EnsureAsync(connection, decisions.Select(d => DecisionSeals.MonthOf(d.Record.At)).Distinct());

    public static Task<DecisionRecord?> FindAsync(NpgsqlConnection connection, string id) => connection.ReadAsOneAsync(async () =>
        (await DecisionSearch.SlotsAsync(connection, [id], DecisionSearch.MonthsOf([id]))).MaxBy(s => s.Record.At) is { } newest
            ? (await DecisionSearch.ReadAsync(connection, [newest]))[0]
            : null);

    public static Task<IReadOnlyList<DecisionRecord>> ListAsync(NpgsqlConnection connection, DecisionFilter filter, DecisionCursor? after, int pageSize) =>
        connection.ReadAsOneAsync(() => new DecisionList(filter, after, pageSize).ReadAsync(connection));

    /// <summary>The records under a seal, in order; empty when there is no such seal.</summary>
    /// <exception cref="StoreCorruptException">They are not what was stored, or were found by the wrong key.</exception>
    public static async Task<IReadOnlyList<SealedDecision>> ReadSealedAsync(NpgsqlConnection connection, DateOnly month, long sequence)
    {
        var blocks = await connection.QueryAsync(
            r => (Slots: DecisionSearch.ReadSlots(r), Keys: r.GetFieldValue<long[]>(3)),
            $"SELECT {DecisionSearch.SlotColumns}, keys FROM decision_blocks WHERE month = $1 AND sequence = $2",
            month,
            sequence);
        if (blocks.Count == 0)
            return [];
        List<DecisionRecord> records = [.. blocks[0].Slots.Select(s => s.Record)];
        return BlockKeys.Of(records).ToHashSet().SetEquals(blocks[0].Keys)
            ? [.. records.Select(r => new SealedDecision(r.Id, r.At, r.Sha256, r.ErasedAt))]
            : throw new StoreCorruptException($"the decisions under {new BlockPlace(month, sequence)} are found by other keys than their own; restore the decisions from a backup");
    }
}

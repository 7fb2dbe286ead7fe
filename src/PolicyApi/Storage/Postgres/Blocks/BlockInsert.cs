using Npgsql;
using PolicyApi.Storage.Postgres.Server;

namespace PolicyApi.Storage.Postgres.Blocks;

/// <summary>The statement that stores a block; it violates the key if another block has taken its place in the month's chain.</summary>
internal static class BlockInsert
{
    private const string Text =
        """
        INSERT INTO decision_blocks (month, sequence, count, seal, seal_hash, from_at, to_at, from_id, to_id, newest_id, keys, slots, bodies)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """;

    /// <summary>The statement.</summary>
    /// <param name="seal">The seal over the decisions.</param>
    /// <param name="decisions">The decisions, in the order in which they were sealed.</param>
    public static NpgsqlBatchCommand Command(DecisionSeal seal, IReadOnlyCollection<StoredDecision> decisions)
    {
        List<DecisionRecord> records = [.. decisions.Select(d => d.Record)];
        var (slots, bodies) = BlockSlots.Write(decisions);
        return Sql.BatchCommand(
            Text,
            seal.Month,
            seal.Sequence,
            seal.Count,
            DecisionSeals.Canonical(seal),
            Convert.FromHexString(seal.Hash),
            records.Min(r => r.At).UtcDateTime,
            records.Max(r => r.At).UtcDateTime,
            records.Select(r => r.Id).Min(CodePointOrder.Instance),
            records.Select(r => r.Id).Max(CodePointOrder.Instance),
            records.Max(r => DecisionIds.TimeOf(r.Id))?.ToUnixTimeMilliseconds(),
            BlockKeys.Of(records),
            slots,
            bodies);
    }
}

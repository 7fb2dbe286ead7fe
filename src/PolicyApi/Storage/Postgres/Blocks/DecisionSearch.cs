using Npgsql;
using PolicyApi.Storage.Postgres.Server;

namespace PolicyApi.Storage.Postgres.Blocks;

/// <summary>Finds decisions in blocks, and verifies what it returns.</summary>
internal static class DecisionSearch
{
    /// <summary>The columns that <see cref="ReadSlots"/> needs, in this order.</summary>
    public const string SlotColumns = "month, sequence, slots";

    // The month is the partition. An id that contains its time is in one of two months; any other id is looked up in all of them.
    private const string ById = $"SELECT {SlotColumns} FROM decision_blocks WHERE keys && $1 AND from_id <= $2 AND to_id >= $3";

    /// <summary>The months that may contain ids; <see langword="null"/> for any.</summary>
    public static IReadOnlyList<DateOnly>? MonthsOf(IEnumerable<string> ids)
    {
        var months = new SortedSet<DateOnly>();
        foreach (var id in ids)
        {
            if (DecisionIds.Months(id) is not { } here)
                return null;
            months.UnionWith(here);
        }

        return [.. months];
    }

    /// <summary>The slots of those ids that exist.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="ids">At least one.</param>
    /// <param name="months">The months to search; <see langword="null"/> for all.</param>
    public static async Task<IReadOnlyList<SlotContent>> SlotsAsync(NpgsqlConnection connection, IReadOnlyCollection<string> ids, IReadOnlyList<DateOnly>? months)
    {
        var wanted = ids.ToHashSet(StringComparer.Ordinal);
        var keys = ids.Select(BlockKeys.OfId).Distinct().ToArray();
        var (lowest, highest) = (ids.Min(CodePointOrder.Instance)!, ids.Max(CodePointOrder.Instance)!);
        var blocks = months is null
            ? await connection.QueryAsync(ReadSlots, ById, keys, highest, lowest)
            : await connection.QueryAsync(ReadSlots, ById + " AND month = ANY ($4)", keys, highest, lowest, months.ToArray());
        return [.. blocks.SelectMany(b => b).Where(s => wanted.Contains(s.Record.Id))];
    }

    /// <summary>Decisions with their bodies, in the order of their slots.</summary>
    /// <param name="connection">In the transaction that has read the slots.</param>
    /// <param name="slots">The slots.</param>
    /// <exception cref="StoreCorruptException">One is not what was stored.</exception>
    public static async Task<IReadOnlyList<DecisionRecord>> ReadAsync(NpgsqlConnection connection, IReadOnlyList<SlotContent> slots)
    {
        if (slots.Count == 0)
            return [];
        var bodies = await connection.QueryAsync(
            r => r.Bytes(0),
            """
            SELECT substring(b.bodies FROM u.start + 1 FOR u.length)
            FROM unnest($1, $2, $3, $4) WITH ORDINALITY AS u (month, sequence, start, length, n)
            JOIN decision_blocks b ON b.month = u.month AND b.sequence = u.sequence
            ORDER BY u.n
            """,
            slots.Select(s => s.Block.Month).ToArray(),
            slots.Select(s => s.Block.Sequence).ToArray(),
            slots.Select(s => s.BodyAt).ToArray(),
            slots.Select(s => s.BodyLength).ToArray());
        return [.. slots.Zip(bodies, (slot, body) => slot.With(body))];
    }

    /// <summary>The slots of a row.</summary>
    /// <exception cref="StoreCorruptException">They are not what was stored.</exception>
    public static IReadOnlyList<SlotContent> ReadSlots(NpgsqlDataReader row) =>
        BlockSlots.Read(new BlockPlace(row.GetFieldValue<DateOnly>(0), row.GetInt64(1)), row.Bytes(2));
}

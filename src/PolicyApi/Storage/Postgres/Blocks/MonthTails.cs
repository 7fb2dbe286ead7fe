using Npgsql;
using PolicyApi.Storage.Postgres.Server;

namespace PolicyApi.Storage.Postgres.Blocks;

/// <summary>Reads the ends of months' chains, within the transaction that holds the month's lock.</summary>
internal static class MonthTails
{
    // If others have written more than this, it is not read one by one.
    private const int MostBlocks = 64;

    /// <summary>The current end.</summary>
    /// <param name="connection">In a transaction that holds the month's lock.</param>
    /// <param name="month">The month.</param>
    /// <param name="known">The end that was known; <see langword="null"/> for none.</param>
    /// <exception cref="StoreCorruptException">What was written since does not follow it.</exception>
    public static async Task<MonthTail> ReadOnAsync(NpgsqlConnection connection, DateOnly month, MonthTail? known)
    {
        if (known is null)
            return await ReadAsync(connection, month);
        var blocks = await connection.QueryAsync(
            r => (Seal: SealTable.Verified(r), Ids: IdsOf(r)),
            $"SELECT {SealTable.Columns}, slots FROM decision_blocks WHERE month = $1 AND sequence > $2 ORDER BY sequence LIMIT $3",
            month,
            known.Last?.Sequence ?? 0,
            MostBlocks + 1L);
        if (blocks.Count > MostBlocks)
            return await ReadAsync(connection, month);
        foreach (var (seal, ids) in blocks)
        {
            SealTable.CheckLink(known.Last, seal);
            known.Add(seal, ids);
        }

        return known;
    }

    private static async Task<MonthTail> ReadAsync(NpgsqlConnection connection, DateOnly month)
    {
        var last = await SealTable.LastAsync(connection, month);
        var newest = await connection.QueryAsync(r => r.IsDBNull(0) ? (long?)null : r.GetInt64(0), "SELECT max(newest_id) FROM decision_blocks WHERE month = $1", month);
        return new MonthTail(last, newest[0]);
    }

    private static List<string> IdsOf(NpgsqlDataReader row) =>
        [.. BlockSlots.Read(new BlockPlace(row.GetFieldValue<DateOnly>(0), row.GetInt64(1)), row.Bytes(4)).Select(s => s.Record.Id)];
}

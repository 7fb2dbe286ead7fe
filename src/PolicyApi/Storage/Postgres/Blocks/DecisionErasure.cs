using Npgsql;
using PolicyApi.Storage.Postgres.Server;

namespace PolicyApi.Storage.Postgres.Blocks;

/// <summary>Removes bodies and subjects from blocks. The seals stay valid, because they cover neither.</summary>
internal static class DecisionErasure
{
    /// <summary>Erases decisions, all of them or none.</summary>
    /// <returns>The ids of those that had bodies.</returns>
    public static async Task<IReadOnlySet<string>> RunAsync(NpgsqlConnection connection, IReadOnlyCollection<string> ids, DateTimeOffset at)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        var erased = new HashSet<string>(StringComparer.Ordinal);
        var wanted = ids.ToHashSet(StringComparer.Ordinal);
        var slots = await DecisionSearch.SlotsAsync(connection, wanted, DecisionSearch.MonthsOf(wanted));

        // All use the same order, so that no two wait for each other.
        foreach (var block in slots.Select(s => s.Block).Distinct().OrderBy(b => b.Month).ThenBy(b => b.Sequence))
            erased.UnionWith(await EraseAsync(connection, block, wanted, StoredTime.Cut(at)));
        await transaction.CommitAsync();
        return erased;
    }

    private static async Task<IReadOnlyList<string>> EraseAsync(NpgsqlConnection connection, BlockPlace block, HashSet<string> ids, DateTimeOffset at)
    {
        var (slots, bodies) = (await connection.QueryAsync(
            r => (DecisionSearch.ReadSlots(r), r.Bytes(3)),
            $"SELECT {DecisionSearch.SlotColumns}, bodies FROM decision_blocks WHERE month = $1 AND sequence = $2 FOR UPDATE",
            block.Month,
            block.Sequence)).Single();
        if (slots.Sum(s => (long)s.BodyLength) != bodies.Length)
            throw new StoreCorruptException($"the bodies of the decisions under {block} are not those that were stored; restore the decisions from a backup");
        List<StoredDecision> now = [.. slots.Select(s => Erased(s, bodies, ids, at))];
        List<string> erased = [.. slots.Zip(now).Where(p => p.First.Record.ErasedAt != p.Second.Record.ErasedAt).Select(p => p.First.Record.Id)];
        if (erased.Count == 0)
            return erased;
        var written = BlockSlots.Write(now);
        await connection.ExecuteAsync(
            "UPDATE decision_blocks SET keys = $3, slots = $4, bodies = $5 WHERE month = $1 AND sequence = $2",
            block.Month,
            block.Sequence,
            BlockKeys.Of([.. now.Select(d => d.Record)]),
            written.Slots,
            written.Bodies);
        return erased;
    }

    // The others are left unchanged, whatever they contain.
    private static StoredDecision Erased(SlotContent slot, byte[] bodies, HashSet<string> ids, DateTimeOffset at) =>
        slot.Record.ErasedAt is null && ids.Contains(slot.Record.Id)
            ? StoredDecision.From(slot.Record with { Subject = null, ErasedAt = at })
            : new StoredDecision(slot.Record with { Body = bodies.AsMemory(slot.BodyAt, slot.BodyLength) }, slot.Head, slot.HeadHash);
}

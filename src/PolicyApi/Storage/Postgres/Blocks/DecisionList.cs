using System.Globalization;
using Npgsql;
using PolicyApi.Storage.Postgres.Server;

namespace PolicyApi.Storage.Postgres.Blocks;

/// <summary>
/// Lists decisions, newest first: reads the blocks that may match in the order of their newest decision, until no remaining block can contain a
/// decision of the page.
/// </summary>
/// <param name="filter">The filter.</param>
/// <param name="after">Where the previous page ended.</param>
/// <param name="most">The maximum number.</param>
internal sealed class DecisionList(DecisionFilter filter, DecisionCursor? after, int most)
{
    private const int FewestBlocks = 4;
    private const int MostBlocks = 64;
    private static readonly DateTimeOffset Latest = new(9999, 12, 31, 23, 59, 59, 999, TimeSpan.Zero);

    private readonly List<SlotContent> _found = [];
    private readonly DateTimeOffset _notAfter = StoredTime.Cut(after?.At ?? Latest);

    // Consists of numbers only. They are part of the query's text, not parameters, so that the server plans for these very keys: nearly all blocks may
    // match one of them, or nearly none.
    private readonly string _query = string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        SELECT {{DecisionSearch.SlotColumns}}, to_at FROM decision_blocks
        WHERE keys @> '{ {{string.Join(',', BlockKeys.Of(filter))}} }' AND from_at <= $1
          AND to_at <= $1 + (SELECT coalesce(max(to_at - from_at), '0') FROM decision_blocks) AND (to_at, month, sequence) < ($2, $3, $4)
        ORDER BY to_at DESC, month DESC, sequence DESC LIMIT $5
        """);

    /// <summary>The page.</summary>
    /// <param name="connection">In a transaction with a consistent snapshot.</param>
    public async Task<IReadOnlyList<DecisionRecord>> ReadAsync(NpgsqlConnection connection)
    {
        var last = (ToAt: Latest, Block: new BlockPlace(DateOnly.MaxValue, long.MaxValue));
        for (var blocks = Math.Clamp(most, FewestBlocks, MostBlocks); ;)
        {
            var read = await connection.QueryAsync(
                r => (ToAt: r.Time(3), Slots: DecisionSearch.ReadSlots(r)),
                _query, _notAfter.UtcDateTime, last.ToAt.UtcDateTime, last.Block.Month, last.Block.Sequence, blocks);
            Take(read.SelectMany(b => b.Slots));
            if (read.Count < blocks || (_found.Count == most && _found[^1].Record.At > read[^1].ToAt))
                return await DecisionSearch.ReadAsync(connection, _found);
            last = (read[^1].ToAt, read[^1].Slots[0].Block);
        }
    }

    private void Take(IEnumerable<SlotContent> slots)
    {
        _found.AddRange(slots.Where(s => Fits(s.Record)));
        _found.Sort((left, right) => NewestFirst(left.Record, right.Record));
        if (_found.Count > most)
            _found.RemoveRange(most, _found.Count - most);
    }

    private bool Fits(DecisionRecord record) =>
        record.Type == filter.Type
        && (filter.DocumentId is null || string.Equals(record.DocumentId, filter.DocumentId, StringComparison.Ordinal))
        && (filter.Subject is null || string.Equals(record.Subject, filter.Subject, StringComparison.Ordinal))
        && (after is null || record.At < _notAfter || (record.At == _notAfter && string.CompareOrdinal(record.Id, after.Id) < 0));

    private static int NewestFirst(DecisionRecord left, DecisionRecord right) =>
        left.At != right.At ? right.At.CompareTo(left.At) : string.CompareOrdinal(right.Id, left.Id);
}

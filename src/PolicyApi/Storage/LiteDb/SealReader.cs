using PolicyApi.Storage.LiteDb.Blocks;
using PolicyApi.Storage.LiteDb.Chapters;
using PolicyApi.Storage.LiteDb.Files;

namespace PolicyApi.Storage.LiteDb;

/// <summary>The seals of one month: each block starts with the seal over its decisions. Use only inside the <see cref="StoreGate"/>.</summary>
internal sealed class SealReader(DateOnly month, BlockFile blocks, MonthIndex index)
{
    // Remembers the last seal read, because a sequential reader asks for the next one, which then needs no chapter.
    private BlockHead? _readLast;

    public bool IsEmpty => index.LastBlock == 0 && !index.IsDamaged;

    /// <summary>The last seal that can be found; <see langword="null"/> when there is none.</summary>
    /// <exception cref="StoreCorruptException">It is not what was stored, or all seals are after a damaged block.</exception>
    public DecisionSeal? Last()
    {
        if (index.LastBlock > 0)
            return Block(index.LastBlock)!.ReadSeal(month);
        index.CheckWhole();
        return null;
    }

    public IReadOnlyList<DecisionSeal> Read(long afterSequence, int most)
    {
        // The previous seal is read too: the first one must link to it.
        var before = afterSequence == 0 ? null : Block(afterSequence) ?? throw Missing(afterSequence);
        var previous = before?.ReadSeal(month);
        var seals = new List<DecisionSeal>();
        for (var block = before is null ? Block(1) : blocks.ReadHead(before.End); block is not null && seals.Count < most; block = blocks.ReadHead(block.End))
        {
            var seal = block.ReadSeal(month);
            CheckLink(previous, seal);
            seals.Add(previous = seal);
            _readLast = block;
        }

        if (seals.Count < most)
            index.CheckWhole();
        return seals;
    }

    /// <summary>The records under a seal; empty when there is no such seal.</summary>
    /// <exception cref="StoreCorruptException">They are not what was stored, or may be after a damaged block.</exception>
    public IReadOnlyList<SealedDecision> ReadSealed(long sequence)
    {
        if (Block(sequence) is { } block)
            return [.. blocks.Reader.Heads(block).Select(d => StoredDecision.Sealed(d.Head))];
        index.CheckWhole();
        return [];
    }

    private BlockHead? Block(long sequence) =>
        (_readLast?.Sequence == sequence ? _readLast.Position : index.PositionOf(sequence)) is { } position ? blocks.ReadHead(position) : null;

    private void CheckLink(DecisionSeal? previous, DecisionSeal seal)
    {
        var expected = (previous?.Sequence ?? 0) + 1;
        if (seal.Sequence != expected)
            throw Missing(expected);
        if (!string.Equals(seal.PreviousHash, previous?.Hash ?? JournalChain.Start, StringComparison.Ordinal))
            throw new StoreCorruptException($"the seal {seal.Sequence} of {month:yyyy-MM} does not follow the seal before it; restore the decisions from a backup");
    }

    private StoreCorruptException Missing(long sequence) =>
        new($"the seal {sequence} of {month:yyyy-MM} is missing; restore the decisions from a backup");
}

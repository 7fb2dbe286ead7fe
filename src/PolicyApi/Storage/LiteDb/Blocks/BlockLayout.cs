using System.Runtime.InteropServices;
using PolicyApi.Storage.LiteDb.Files;

namespace PolicyApi.Storage.LiteDb.Blocks;

/// <summary>The place of a decision in its file.</summary>
/// <param name="Slot">The position of its slot.</param>
/// <param name="Body">The position of its body.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BlockPlace(long Slot, long Body);

/// <summary>Lays out decisions that become durable together as one block. It reuses its memory for the next block.</summary>
internal sealed class BlockLayout
{
    // Larger groups are rare; their memory is released.
    private const int MostKept = 4 * 1024 * 1024;

    private Memory<byte> _bytes = SectorMemory.Allocate(64 * 1024);

    /// <summary>
    /// Returns the bytes of a block, up to the next one, in memory of <see cref="SectorMemory"/>, and the places of its decisions. Valid until the next
    /// call.
    /// </summary>
    /// <param name="position">The position at which it will start.</param>
    /// <param name="seal">The decisions' seal.</param>
    /// <param name="decisions">The decisions.</param>
    public (ReadOnlyMemory<byte> Bytes, BlockPlace[] Places) Write(long position, DecisionSeal seal, IReadOnlyList<StoredDecision> decisions)
    {
        var head = new BlockHead(
            position,
            seal.Sequence,
            decisions.Count,
            decisions.Sum(d => BlockSlot.LengthOf(d.Head.Length)),
            decisions.Sum(d => d.Record.Body.Length),
            DecisionSeals.Canonical(seal),
            seal.Hash);
        var bytes = Take((int)(head.End - position));
        head.Write(bytes.Span);
        return (bytes, Write(bytes.Span, head, decisions));
    }

    private static BlockPlace[] Write(Span<byte> block, BlockHead head, IReadOnlyList<StoredDecision> decisions)
    {
        var places = new BlockPlace[decisions.Count];
        var (slot, body) = ((int)(head.SlotsAt - head.Position), (int)(head.BodiesAt - head.Position));
        for (var i = 0; i < places.Length; i++)
        {
            var decision = decisions[i];
            var length = BlockSlot.LengthOf(decision.Head.Length);
            BlockSlot.Write(block.Slice(slot, length), decision.Head, decision.HeadHash, decision.Record.Body.Length);
            decision.Record.Body.Span.CopyTo(block[body..]);
            places[i] = new BlockPlace(head.Position + slot, head.Position + body);
            slot += length;
            body += decision.Record.Body.Length;
        }

        block[body..].Clear();
        return places;
    }

    private Memory<byte> Take(int length)
    {
        if (length > MostKept)
            return SectorMemory.Allocate(length);
        if (length > _bytes.Length)
            _bytes = SectorMemory.Allocate(Math.Min(MostKept, 2 * length));
        return _bytes[..length];
    }
}

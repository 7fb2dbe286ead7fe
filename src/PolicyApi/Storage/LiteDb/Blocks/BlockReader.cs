using PolicyApi.Storage.LiteDb.Files;

namespace PolicyApi.Storage.LiteDb.Blocks;

/// <summary>Reads decisions from a month's blocks and verifies everything it returns.</summary>
/// <param name="file">The month's file.</param>
/// <param name="month">The month, for messages.</param>
internal sealed class BlockReader(IDataFile file, DateOnly month)
{
    /// <summary>The decision at a place.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="place">Its place.</param>
    /// <exception cref="StoreCorruptException">It is not what was stored.</exception>
    public (DecisionRecord Record, BlockSlot Slot) Read(string id, BlockPlace place)
    {
        var slot = BlockSlot.Read(file, place.Slot) ?? throw new StoreCorruptException($"the decision `{id}` of {month:yyyy-MM} is not where it was stored; restore it from a backup");
        var hash = Convert.ToHexStringLower(slot.Hash);
        var head = DecisionHead.ReadAlone($"the decision `{id}`", slot.Head, slot.Hash);
        return (DecisionHead.Read(id, slot.Head, hash, head.ErasedAt is null ? Bytes(place.Body, slot.BodyLength) : []), slot);
    }

    /// <summary>The slots of a block, in order, with the positions of the bodies.</summary>
    /// <exception cref="StoreCorruptException">They cannot be read.</exception>
    public IReadOnlyList<(BlockSlot Slot, BlockPlace Place)> Slots(BlockHead block)
    {
        var slots = new List<(BlockSlot, BlockPlace)>(block.Count);
        var bytes = Bytes(block.SlotsAt, block.SlotsLength);
        var body = block.BodiesAt;
        for (var at = 0; at < bytes.Length;)
        {
            var slot = BlockSlot.Read(bytes.AsSpan(at), block.SlotsAt + at)
                ?? throw new StoreCorruptException($"{PlaceOf(block, slots.Count)} cannot be read; restore the decisions from a backup");
            slots.Add((slot, new BlockPlace(slot.Position, body)));
            at += slot.Length;
            body += slot.BodyLength;
        }

        return slots.Count == block.Count && body == block.BodiesAt + block.BodiesLength
            ? slots
            : throw new StoreCorruptException($"the block {block.Sequence} of {month:yyyy-MM} says that it holds {block.Count} decisions, and holds {slots.Count}; restore the decisions from a backup");
    }

    /// <summary>The decisions of a block without their bodies, in order, each with its place.</summary>
    /// <exception cref="StoreCorruptException">They are not what was stored.</exception>
    public IReadOnlyList<(DecisionRecord Head, BlockPlace Place)> Heads(BlockHead block) =>
        [.. Slots(block).Select((s, i) => (DecisionHead.ReadAlone(PlaceOf(block, i), s.Slot.Head, s.Slot.Hash), s.Place))];

    /// <summary>Whether everything in a block is what was stored.</summary>
    public bool IsWhole(BlockHead block)
    {
        try
        {
            foreach (var (head, place) in Heads(block))
                Read(head.Id, place);
            return true;
        }
        catch (StoreCorruptException)
        {
            return false;
        }
    }

    /// <summary>The name, in messages, of a decision whose id cannot be read.</summary>
    public string PlaceOf(BlockHead block, int index) => $"the decision {index + 1} of the block {block.Sequence} of {month:yyyy-MM}";

    private byte[] Bytes(long position, int length)
    {
        var bytes = new byte[length];
        return bytes[..file.Read(position, bytes)];
    }
}

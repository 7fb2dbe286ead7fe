using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace PolicyApi.Storage.Postgres.Blocks;

/// <summary>
/// The slots of a block, one for each decision in the order of its seal: the length of the head and of the body (4 bytes each, the highest
/// first), the head's hash, the head. Bodies are stored one after the other in a separate column.
/// </summary>
internal static class BlockSlots
{
    private const int HeadAt = 8 + SHA256.HashSizeInBytes;

    /// <summary>Lays out slots and bodies.</summary>
    public static (byte[] Slots, byte[] Bodies) Write(IReadOnlyCollection<StoredDecision> decisions)
    {
        var slots = new byte[decisions.Sum(d => HeadAt + d.Head.Length)];
        var bodies = new byte[decisions.Sum(d => d.Record.Body.Length)];
        var slot = slots.AsSpan();
        var body = bodies.AsSpan();
        foreach (var (record, head, hash) in decisions)
        {
            BinaryPrimitives.WriteInt32BigEndian(slot, head.Length);
            BinaryPrimitives.WriteInt32BigEndian(slot[4..], record.Body.Length);
            hash.CopyTo(slot[8..]);
            head.CopyTo(slot[HeadAt..]);
            record.Body.Span.CopyTo(body);
            slot = slot[(HeadAt + head.Length)..];
            body = body[record.Body.Length..];
        }

        return (slots, bodies);
    }

    /// <summary>Reads slots and verifies every head.</summary>
    /// <param name="block">The block that contains them.</param>
    /// <param name="slots">Their bytes.</param>
    /// <exception cref="StoreCorruptException">They are not what was stored.</exception>
    public static IReadOnlyList<SlotContent> Read(BlockPlace block, byte[] slots)
    {
        var read = new List<SlotContent>();
        var body = 0;
        for (var rest = slots.AsSpan(); !rest.IsEmpty;)
        {
            var length = rest.Length < HeadAt ? -1 : BinaryPrimitives.ReadInt32BigEndian(rest);
            var bodyLength = length < 0 ? -1 : BinaryPrimitives.ReadInt32BigEndian(rest[4..]);
            if (length <= 0 || bodyLength < 0 || length > rest.Length - HeadAt)
                throw new StoreCorruptException($"the decisions under {block} cannot be read; restore the decisions from a backup");
            var head = rest.Slice(HeadAt, length).ToArray();
            var hash = rest.Slice(8, SHA256.HashSizeInBytes).ToArray();
            var record = DecisionHead.ReadAlone($"decision {read.Count + 1} under {block}", head, hash);
            read.Add(new SlotContent(block, record, head, hash, body, bodyLength));
            body += bodyLength;
            rest = rest[(HeadAt + length)..];
        }

        return read;
    }
}

/// <summary>Identifies a block.</summary>
/// <param name="Month">The first day of its month.</param>
/// <param name="Sequence">The sequence of its seal.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BlockPlace(DateOnly Month, long Sequence)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(null, $"the seal {Sequence} of {Month:yyyy-MM}");
}

/// <summary>A slot that was read.</summary>
/// <param name="Block">Its block.</param>
/// <param name="Record">The decision without its body.</param>
/// <param name="Head">The head of the decision.</param>
/// <param name="HeadHash">The head's hash.</param>
/// <param name="BodyAt">The position of its body among the block's bodies.</param>
/// <param name="BodyLength">The length of its body.</param>
internal sealed record SlotContent(BlockPlace Block, DecisionRecord Record, byte[] Head, byte[] HeadHash, int BodyAt, int BodyLength)
{
    /// <summary>The decision with its body, verified.</summary>
    /// <exception cref="StoreCorruptException">It is not what was stored.</exception>
    public DecisionRecord With(byte[] body) => DecisionHead.Read(Record.Id, Head, Convert.ToHexStringLower(HeadHash), body);
}

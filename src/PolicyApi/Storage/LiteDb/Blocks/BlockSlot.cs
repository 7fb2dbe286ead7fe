using System.Buffers.Binary;
using System.Security.Cryptography;
using PolicyApi.Storage.LiteDb.Files;

namespace PolicyApi.Storage.LiteDb.Blocks;

/// <summary>
/// A decision's slot in a block: the lengths of its head and its body, the head's hash, the head, and spare bytes because an erased head is longer.
/// The body is stored with the other bodies, in the same order.
/// </summary>
/// <param name="Position">The slot's position in the file.</param>
/// <param name="Length">The number of bytes.</param>
/// <param name="BodyLength">The number of bytes of the body, also after it was erased and consists of zeros.</param>
/// <param name="Hash">The head's hash: 32 bytes.</param>
/// <param name="Head">The head.</param>
internal sealed record BlockSlot(long Position, int Length, int BodyLength, byte[] Hash, byte[] Head)
{
    private const int LengthsLength = 12;
    private const int HeadAt = LengthsLength + SHA256.HashSizeInBytes;

    // An erased head contains the time of the erasure, in 38 bytes, and is longer by no more than that.
    private const int Spare = 40;

    // Longer heads need two reads.
    private const int ReadAtOnce = 1_024;

    /// <summary>The number of bytes of a slot whose head has the given length.</summary>
    public static int LengthOf(int headLength) => HeadAt + headLength + Spare;

    /// <summary>Writes a slot that fills all the given bytes.</summary>
    public static void Write(Span<byte> to, ReadOnlySpan<byte> head, ReadOnlySpan<byte> hash, int bodyLength)
    {
        BinaryPrimitives.WriteInt32LittleEndian(to, to.Length);
        BinaryPrimitives.WriteInt32LittleEndian(to[4..], head.Length);
        BinaryPrimitives.WriteInt32LittleEndian(to[8..], bodyLength);
        hash.CopyTo(to[LengthsLength..]);
        head.CopyTo(to[HeadAt..]);
        to[(HeadAt + head.Length)..].Clear();
    }

    /// <summary>Reads the slot that starts at a position in a file.</summary>
    /// <returns><see langword="null"/> if there is no slot.</returns>
    public static BlockSlot? Read(IDataFile file, long position)
    {
        Span<byte> bytes = stackalloc byte[ReadAtOnce];
        bytes = bytes[..file.Read(position, bytes)];
        if (bytes.Length < HeadAt)
            return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (length <= bytes.Length || length > LengthOf(MostHeadLength))
            return Read(bytes, position);
        var whole = new byte[length];
        return file.Read(position, whole) == length ? Read(whole, position) : null;
    }

    /// <summary>Reads the slot at the start of some bytes.</summary>
    /// <returns><see langword="null"/> if they do not start with a slot.</returns>
    public static BlockSlot? Read(ReadOnlySpan<byte> bytes, long position)
    {
        if (bytes.Length < HeadAt)
            return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        var headLength = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        var bodyLength = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        return headLength is > 0 and <= MostHeadLength && bodyLength is >= 0 and <= StoreLimits.MaxContentBytes && length >= HeadAt + headLength && length <= bytes.Length
            ? new BlockSlot(position, length, bodyLength, bytes.Slice(LengthsLength, SHA256.HashSizeInBytes).ToArray(), bytes.Slice(HeadAt, headLength).ToArray())
            : null;
    }

    /// <summary>The bytes with which an erasure overwrites it.</summary>
    public byte[] Erased(DecisionRecord record)
    {
        var bytes = new byte[Length];
        var erased = StoredDecision.From(record);
        Write(bytes, erased.Head, erased.HeadHash, BodyLength);
        return bytes;
    }

    // Only subjects have variable length; anything longer than this is not a head.
    private const int MostHeadLength = 1024 * 1024;
}

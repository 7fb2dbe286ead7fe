using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PolicyApi.Storage.LiteDb.Files;

namespace PolicyApi.Storage.LiteDb.Blocks;

/// <summary>
/// The start of a block: its identification, the lengths of its parts, and its seal. The slots of its decisions follow, then their bodies, then zeros
/// up to the next sector.
/// </summary>
/// <param name="Position">The block's position in its file: a multiple of <see cref="Sector"/>.</param>
/// <param name="Sequence">The number of the block and of its seal: 1 for the month's first.</param>
/// <param name="Count">The number of decisions in it.</param>
/// <param name="SlotsLength">Bytes of their slots.</param>
/// <param name="BodiesLength">Bytes of their bodies.</param>
/// <param name="Seal">The seal's canonical JSON.</param>
/// <param name="SealHash">The hash with which the seal was stored.</param>
internal sealed record BlockHead(long Position, long Sequence, int Count, int SlotsLength, int BodiesLength, byte[] Seal, string SealHash)
{
    /// <summary>Blocks start at multiples of this, so that no append touches a sector of another block.</summary>
    public const int Sector = SectorMemory.Sector;

    private const int SealHashLength = 64;
    private const int NumbersLength = 32;
    private const int MostSealLength = 1024;

    /// <summary>The first bytes of every block. The last digit is the format's version.</summary>
    private static ReadOnlySpan<byte> Magic => "policyB1"u8;

    /// <summary>The position of its slots.</summary>
    public long SlotsAt => Position + LengthOf(Seal.Length);

    /// <summary>The position of its bodies.</summary>
    public long BodiesAt => SlotsAt + SlotsLength;

    /// <summary>The position of the next block.</summary>
    public long End => (BodiesAt + BodiesLength + Sector - 1) / Sector * Sector;

    /// <summary>The number of bytes of a head whose seal has the given length.</summary>
    public static int LengthOf(int sealLength) => NumbersLength + SHA256.HashSizeInBytes + SealHashLength + sealLength;

    /// <summary>Writes the head: the numbers, a hash over everything else, the seal's hash, the seal.</summary>
    public void Write(Span<byte> to)
    {
        Magic.CopyTo(to);
        BinaryPrimitives.WriteInt64LittleEndian(to[8..], Sequence);
        BinaryPrimitives.WriteInt32LittleEndian(to[16..], Count);
        BinaryPrimitives.WriteInt32LittleEndian(to[20..], Seal.Length);
        BinaryPrimitives.WriteInt32LittleEndian(to[24..], SlotsLength);
        BinaryPrimitives.WriteInt32LittleEndian(to[28..], BodiesLength);
        Encoding.ASCII.GetBytes(SealHash, to[(NumbersLength + SHA256.HashSizeInBytes)..]);
        Seal.CopyTo(to[LengthOf(0)..]);
        Hash(to[..LengthOf(Seal.Length)], to.Slice(NumbersLength, SHA256.HashSizeInBytes));
    }

    /// <summary>Reads the head of the block that starts at a position.</summary>
    /// <returns><see langword="null"/> if there is no complete head.</returns>
    public static BlockHead? Read(IDataFile file, long position)
    {
        Span<byte> sector = stackalloc byte[Sector];
        sector = sector[..file.Read(position, sector)];
        if (sector.Length < LengthOf(0) || !sector.StartsWith(Magic))
            return null;
        var sealLength = BinaryPrimitives.ReadInt32LittleEndian(sector[20..]);
        if (sealLength is < 0 or > MostSealLength || sector.Length < LengthOf(sealLength))
            return null;
        sector = sector[..LengthOf(sealLength)];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(sector, hash);
        if (!hash.SequenceEqual(sector.Slice(NumbersLength, hash.Length)))
            return null;
        var head = new BlockHead(
            position,
            BinaryPrimitives.ReadInt64LittleEndian(sector[8..]),
            BinaryPrimitives.ReadInt32LittleEndian(sector[16..]),
            BinaryPrimitives.ReadInt32LittleEndian(sector[24..]),
            BinaryPrimitives.ReadInt32LittleEndian(sector[28..]),
            sector[LengthOf(0)..].ToArray(),
            Encoding.ASCII.GetString(sector.Slice(NumbersLength + hash.Length, SealHashLength)));
        return head is { Count: > 0, SlotsLength: > 0, BodiesLength: >= 0 } ? head : null;
    }

    /// <summary>The seal.</summary>
    /// <param name="month">The month it must belong to.</param>
    /// <exception cref="StoreCorruptException">The seal is not what was stored.</exception>
    public DecisionSeal ReadSeal(DateOnly month)
    {
        try
        {
            var seal = DecisionSeals.Read(Seal, SealHash);
            if (seal.Month == month && seal.Sequence == Sequence
                && string.Equals(JournalChain.Hash(seal.PreviousHash, Seal), SealHash, StringComparison.Ordinal))
                return seal;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new StoreCorruptException($"the seal {Sequence} of {month:yyyy-MM} cannot be read: {e.Message}", e);
        }

        throw new StoreCorruptException($"the seal {Sequence} of {month:yyyy-MM} does not have the hash it was stored with; restore the decisions from a backup");
    }

    private static void Hash(ReadOnlySpan<byte> head, Span<byte> to)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(head[..NumbersLength]);
        sha.AppendData(head[(NumbersLength + SHA256.HashSizeInBytes)..]);
        sha.GetHashAndReset(to);
    }
}

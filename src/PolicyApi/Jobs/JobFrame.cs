using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace PolicyApi.Jobs;

/// <summary>One line of a job, going in or coming out.</summary>
/// <param name="Line">Its 1-based number in the body.</param>
/// <param name="IsFaulty">Going in: it was too long, and its bytes are not kept. Coming out: it could not be handled, and the content says why.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="IsErased">Going in: whom it was about was erased, and its bytes are not kept.</param>
internal readonly record struct JobFrame(int Line, bool IsFaulty, ReadOnlyMemory<byte> Content, bool IsErased = false);

/// <summary>How lines lie in a chunk: number, flags, length and bytes of each, one after the other.</summary>
internal static class JobFrames
{
    /// <summary>How many bytes a frame takes beside its content.</summary>
    public const int Overhead = 9;

    private const byte Faulty = 1;
    private const byte Erased = 2;

    /// <summary>Adds a line.</summary>
    public static void Write(IBufferWriter<byte> to, JobFrame frame)
    {
        var head = to.GetSpan(Overhead);
        BinaryPrimitives.WriteInt32LittleEndian(head, frame.Line);
        head[4] = (byte)((frame.IsFaulty ? Faulty : 0) | (frame.IsErased ? Erased : 0));
        BinaryPrimitives.WriteInt32LittleEndian(head[5..], frame.Content.Length);
        to.Advance(Overhead);
        to.Write(frame.Content.Span);
    }

    /// <summary>Reads all lines.</summary>
    public static IEnumerable<JobFrame> Read(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var line = BinaryPrimitives.ReadInt32LittleEndian(bytes.Span);
            var flags = bytes.Span[4];
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.Span[5..]);
            yield return new JobFrame(line, (flags & Faulty) != 0, bytes.Slice(Overhead, length), (flags & Erased) != 0);
            bytes = bytes[(Overhead + length)..];
        }
    }

    /// <summary>Makes a chunk's frames smaller: answers to a thousand lines say much the same.</summary>
    public static byte[] Pack(ReadOnlyMemory<byte> frames)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest))
            brotli.Write(frames.Span);
        return packed.ToArray();
    }

    /// <summary>Undoes <see cref="Pack"/>.</summary>
    public static ReadOnlyMemory<byte> Unpack(ReadOnlyMemory<byte> packed)
    {
        using var brotli = new BrotliStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
        using var frames = new MemoryStream();
        brotli.CopyTo(frames);
        return frames.ToArray();
    }
}

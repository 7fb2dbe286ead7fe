using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace PolicyApi.Jobs;

/// <summary>One line of a job, or its result.</summary>
/// <param name="Line">The 1-based number of the line in the body.</param>
/// <param name="IsFaulty">For a line: it was too long, and its bytes are not kept. For a result: the line could not be handled, and the content is the
/// error.</param>
/// <param name="Content">The bytes of the line or of its result.</param>
/// <param name="IsErased">For a line: the person whom it was about was erased, and its bytes are not kept.</param>
internal readonly record struct JobFrame(int Line, bool IsFaulty, ReadOnlyMemory<byte> Content, bool IsErased = false);

/// <summary>Writes and reads the frames of a chunk: number, flags, length and bytes of each line, one after the other.</summary>
internal static class JobFrames
{
    /// <summary>The number of bytes of a frame in addition to its content.</summary>
    public const int Overhead = 9;

    private const byte Faulty = 1;
    private const byte Erased = 2;

    /// <summary>Appends a frame.</summary>
    public static void Write(IBufferWriter<byte> to, JobFrame frame)
    {
        var head = to.GetSpan(Overhead);
        BinaryPrimitives.WriteInt32LittleEndian(head, frame.Line);
        head[4] = (byte)((frame.IsFaulty ? Faulty : 0) | (frame.IsErased ? Erased : 0));
        BinaryPrimitives.WriteInt32LittleEndian(head[5..], frame.Content.Length);
        to.Advance(Overhead);
        to.Write(frame.Content.Span);
    }

    /// <summary>Reads all frames.</summary>
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

    /// <summary>Compresses the frames of a chunk, whose answers resemble each other.</summary>
    public static byte[] Pack(ReadOnlyMemory<byte> frames)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest))
            brotli.Write(frames.Span);
        return packed.ToArray();
    }

    /// <summary>Decompresses what <see cref="Pack"/> has compressed.</summary>
    public static ReadOnlyMemory<byte> Unpack(ReadOnlyMemory<byte> packed)
    {
        using var brotli = new BrotliStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
        using var frames = new MemoryStream();
        brotli.CopyTo(frames);
        return frames.ToArray();
    }
}

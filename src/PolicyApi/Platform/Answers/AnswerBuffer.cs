using System.Buffers;
using System.Text.Json;
using PolicyApi.Platform.Json;

namespace PolicyApi.Platform.Answers;

/// <summary>Where an answer is put together; one for each thread, used again for one answer after the other.</summary>
internal sealed class AnswerBuffer
{
    private const int MostKept = 262_144;

    [ThreadStatic]
    private static AnswerBuffer? _free;

    private AnswerBuffer()
    {
        Bytes = new ArrayBufferWriter<byte>(16_384);
        Json = new Utf8JsonWriter(Bytes, new JsonWriterOptions { Encoder = WireJson.Options.Encoder });
    }

    /// <summary>What was written.</summary>
    public ArrayBufferWriter<byte> Bytes { get; }

    /// <summary>Writes there; to be flushed before anything is written beside it.</summary>
    public Utf8JsonWriter Json { get; }

    /// <summary>An empty one; until <see cref="Finish"/>, this thread writes no other answer.</summary>
    public static AnswerBuffer Take()
    {
        var buffer = _free ?? new AnswerBuffer();
        _free = null;
        return buffer;
    }

    /// <summary>What was written, as bytes of its own; the buffer may be taken again.</summary>
    public byte[] Finish()
    {
        var bytes = Bytes.WrittenSpan.ToArray();
        if (Bytes.Capacity > MostKept)
            return bytes;
        Bytes.ResetWrittenCount();
        Json.Reset();
        _free = this;
        return bytes;
    }
}

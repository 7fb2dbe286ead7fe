using System.Buffers;

namespace PolicyApi.Platform.Answers;

/// <summary>Where an answer is put together; used again for one answer after the other. To be disposed of when the answer has been sent or copied.</summary>
internal sealed class AnswerBuffer : IDisposable
{
    private const int Usual = 16_384;
    private const int MostKept = 262_144;

    [ThreadStatic]
    private static AnswerBuffer? _free;

    private AnswerBuffer()
    {
    }

    /// <summary>What was written; not to be touched after <see cref="Dispose"/>.</summary>
    public ArrayBufferWriter<byte> Bytes { get; } = new(Usual);

    /// <summary>An empty one.</summary>
    public static AnswerBuffer Take()
    {
        var buffer = _free ?? new AnswerBuffer();
        _free = null;
        return buffer;
    }

    /// <summary>Gives it to whoever takes the next one on this thread; one that grew for an unusual answer is let go of.</summary>
    public void Dispose()
    {
        if (Bytes.Capacity > MostKept)
            return;
        Bytes.ResetWrittenCount();
        _free = this;
    }
}

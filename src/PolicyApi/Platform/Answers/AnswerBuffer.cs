using System.Buffers;
using Microsoft.Extensions.ObjectPool;

namespace PolicyApi.Platform.Answers;

/// <summary>
/// Holds an answer while it is built, and its record if that must be durable before the answer is sent; reused for one after the other. Dispose
/// it once, when nobody reads it any more; a buffer that may still be read after a failure is left to the garbage collector.
/// </summary>
internal sealed class AnswerBuffer : IDisposable
{
    private const int Usual = 16_384;
    private const int MostKept = 262_144;
    private const int MostFree = 64;

    private static readonly DefaultObjectPool<AnswerBuffer> Free = new(new Emptied(), MostFree);

    /// <summary>What was written; must not be used after <see cref="Dispose"/>.</summary>
    public ArrayBufferWriter<byte> Bytes { get; } = new(Usual);

    /// <summary>An empty one.</summary>
    public static AnswerBuffer Take() => Free.Get();

    /// <summary>Whether its content fills enough of it to keep it while others wait: a queue counts what is written, not the size of the buffer.</summary>
    public bool IsFilled => Bytes.Capacity <= 4 * Bytes.WrittenCount;

    /// <summary>Returns it for reuse; one that grew for an unusual answer is released.</summary>
    public void Dispose() => Free.Return(this);

    private sealed class Emptied : PooledObjectPolicy<AnswerBuffer>
    {
        public override AnswerBuffer Create() => new();

        public override bool Return(AnswerBuffer obj)
        {
            if (obj.Bytes.Capacity > MostKept)
                return false;
            obj.Bytes.ResetWrittenCount();
            return true;
        }
    }
}

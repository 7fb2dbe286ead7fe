using System.Buffers;
using Microsoft.Extensions.ObjectPool;

namespace PolicyApi.Platform.Answers;

/// <summary>
/// Where an answer is put together, and the record of it where that is durable before the answer is sent; used again for one after the other. To be
/// disposed of once, when nobody reads it any more; one that somebody may still read after a failure is left to the collector.
/// </summary>
internal sealed class AnswerBuffer : IDisposable
{
    private const int Usual = 16_384;
    private const int MostKept = 262_144;
    private const int MostFree = 64;

    private static readonly DefaultObjectPool<AnswerBuffer> Free = new(new Emptied(), MostFree);

    /// <summary>What was written; not to be touched after <see cref="Dispose"/>.</summary>
    public ArrayBufferWriter<byte> Bytes { get; } = new(Usual);

    /// <summary>An empty one.</summary>
    public static AnswerBuffer Take() => Free.Get();

    /// <summary>Whether what was written fills enough of it that it may be kept while others wait too: a queue counts what is written, not the room around it.</summary>
    public bool IsFilled => Bytes.Capacity <= 4 * Bytes.WrittenCount;

    /// <summary>Gives it to whoever takes the next one; one that grew for an unusual answer is let go of.</summary>
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

using System.Buffers;
using Microsoft.Extensions.ObjectPool;

namespace PolicyApi.Platform.Answers;

/// <summary>
/// A pooled buffer that holds an answer while it is built, and its record if that must be durable before the answer is sent. Dispose of it
/// once, when nothing reads it any more. A buffer that may still be read after a failure is left to the garbage collector.
/// </summary>
internal sealed class AnswerBuffer : IDisposable
{
    private const int Usual = 16_384;
    private const int MostKept = 262_144;
    private const int MostFree = 64;

    private static readonly DefaultObjectPool<AnswerBuffer> Free = new(new Emptied(), MostFree);

    /// <summary>The bytes written so far; must not be used after <see cref="Dispose"/>.</summary>
    public ArrayBufferWriter<byte> Bytes { get; } = new(Usual);

    /// <summary>Takes an empty buffer from the pool.</summary>
    public static AnswerBuffer Take() => Free.Get();

    /// <summary>
    /// Whether the content fills at least a quarter of the buffer, so that it may wait in a queue, which counts bytes written and not the size of
    /// buffers.
    /// </summary>
    public bool IsFilled => Bytes.Capacity <= 4 * Bytes.WrittenCount;

    /// <summary>Returns the buffer to the pool. A buffer that grew for an unusually large answer is released instead.</summary>
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

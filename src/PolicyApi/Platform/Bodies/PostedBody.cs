using System.Buffers;
using System.IO.Pipelines;

namespace PolicyApi.Platform.Bodies;

/// <summary>A whole body, where the server has put it: nothing is copied unless it lies in pieces. To be disposed of when it has been read.</summary>
internal sealed class PostedBody : IDisposable
{
    private PipeReader? _reader;
    private SequencePosition _end;

    private PostedBody(ReadOnlyMemory<byte> utf8) => Utf8 = utf8;

    /// <summary>The bytes; not to be touched after <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; private set; }

    /// <summary>Takes what a reader has read to the end of the body.</summary>
    /// <param name="reader">Has given the buffer.</param>
    /// <param name="buffer">The whole body.</param>
    public static PostedBody Of(PipeReader reader, ReadOnlySequence<byte> buffer)
    {
        if (buffer.IsSingleSegment)
            return new PostedBody(buffer.First) { _reader = reader, _end = buffer.End };
        var body = new PostedBody(buffer.ToArray());
        reader.AdvanceTo(buffer.End);
        return body;
    }

    /// <summary>Gives the bytes back to the server.</summary>
    public void Dispose()
    {
        Utf8 = default;
        _reader?.AdvanceTo(_end);
        _reader = null;
    }
}

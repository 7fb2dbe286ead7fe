using System.Buffers;
using System.IO.Pipelines;

namespace PolicyApi.Platform.Bodies;

/// <summary>A whole body in the server's own buffer; it is copied only if it arrived in several pieces. Dispose of it after reading.</summary>
internal sealed class PostedBody : IDisposable
{
    private PipeReader? _reader;
    private SequencePosition _end;

    private PostedBody(ReadOnlyMemory<byte> utf8) => Utf8 = utf8;

    /// <summary>The bytes; they must not be used after <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; private set; }

    /// <summary>Creates a body from what a reader has read to the end of the request.</summary>
    /// <param name="reader">The reader that returned the buffer.</param>
    /// <param name="buffer">The whole body.</param>
    public static PostedBody Of(PipeReader reader, ReadOnlySequence<byte> buffer)
    {
        if (buffer.IsSingleSegment)
            return new PostedBody(buffer.First) { _reader = reader, _end = buffer.End };
        var body = new PostedBody(buffer.ToArray());
        reader.AdvanceTo(buffer.End);
        return body;
    }

    /// <summary>Returns the buffer to the server.</summary>
    public void Dispose()
    {
        Utf8 = default;
        _reader?.AdvanceTo(_end);
        _reader = null;
    }
}

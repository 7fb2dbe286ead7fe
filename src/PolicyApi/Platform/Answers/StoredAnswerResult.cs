using System.Buffers;
using PolicyApi.Platform.Bodies;
using PolicyApi.Storage;

namespace PolicyApi.Platform.Answers;

/// <summary>JSON bytes with a hash as the <c>ETag</c>: of the stored record, or of what is shown of it.</summary>
/// <param name="utf8">The body.</param>
/// <param name="sha256">The hash; <see langword="null"/> where nothing is stored.</param>
/// <param name="location">Where the stored record is read; <see langword="null"/> when this is it, or there is none.</param>
/// <param name="mode">How it is stored.</param>
internal sealed class StoredAnswerResult(ReadOnlyMemory<byte> utf8, string? sha256, string? location, LogMode mode = LogMode.Durable) : IResult
{
    private readonly bool _isOpen;

    // Given back only when the server has taken all of it: after a failure somebody may still read it.
    private AnswerBuffer? _buffer;

    /// <summary>An answer that is stored nowhere, sent from where it was put together.</summary>
    /// <param name="buffer">The answer; disposed of when the server has taken it.</param>
    public StoredAnswerResult(AnswerBuffer buffer)
        : this(buffer.Bytes.WrittenMemory, sha256: null, location: null, LogMode.Off) => _buffer = buffer;

    /// <summary>An answer that was stored, sent from its record, of which it is the beginning and a brace.</summary>
    /// <param name="record">The record.</param>
    /// <param name="length">Bytes of the answer.</param>
    /// <param name="path">Where such records are read.</param>
    /// <param name="mode">How it is stored.</param>
    /// <param name="buffer">What the record lies in, and nobody else reads any more; disposed of when the server has taken the answer. <see langword="null"/> where it lies by itself.</param>
    public StoredAnswerResult(DecisionRecord record, int length, string path, LogMode mode, AnswerBuffer? buffer)
        : this(record.Body[..(length - 1)], record.Sha256, $"{path}/{record.Id}", mode) => (_isOpen, _buffer) = (true, buffer);

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        if (sha256 is not null)
            response.Headers.ETag = $"\"{sha256}\"";
        if (location is not null)
            response.Headers.Location = location;
        LoggedAs.Tell(response, mode);
        response.ContentType = BodyReader.JsonMediaType;
        response.ContentLength = _isOpen ? utf8.Length + 1 : utf8.Length;
        if (_isOpen)
            return CloseAsync(response, httpContext.RequestAborted);
        var sent = response.Body.WriteAsync(utf8, httpContext.RequestAborted);
        return _buffer is null ? sent.AsTask() : SentAsync(sent);
    }

    private async Task SentAsync(ValueTask sent)
    {
        await sent;
        Release();
    }

    // Before the headers are written, what is written would be copied once more.
    private async Task CloseAsync(HttpResponse response, CancellationToken cancellation)
    {
        await response.StartAsync(cancellation);
        response.BodyWriter.Write(utf8.Span);
        response.BodyWriter.Write("}"u8);
        await response.BodyWriter.FlushAsync(cancellation);
        Release();
    }

    private void Release()
    {
        _buffer?.Dispose();
        _buffer = null;
    }
}

using System.Buffers;
using PolicyApi.Platform.Bodies;
using PolicyApi.Platform.Settings;
using PolicyApi.Storage;

namespace PolicyApi.Platform.Answers;

/// <summary>A response with JSON bytes and, as <c>ETag</c>, the hash of the stored record or of the part of it that is shown.</summary>
/// <param name="utf8">The body.</param>
/// <param name="sha256">The hash; <see langword="null"/> if nothing is stored.</param>
/// <param name="location">The path of the stored record; <see langword="null"/> if the response is that record, or if nothing is stored.</param>
/// <param name="mode">How the answer is stored.</param>
internal sealed class StoredAnswerResult(ReadOnlyMemory<byte> utf8, string? sha256, string? location, LogMode mode = LogMode.Durable) : IResult
{
    private readonly bool _isOpen;

    // Returned to its pool only when the server has taken all bytes: after a failure, it may still be read.
    private AnswerBuffer? _buffer;

    /// <summary>Creates the response for an answer that is not stored; it is sent from the buffer in which it was built.</summary>
    /// <param name="buffer">The answer; disposed of when the server has taken the bytes.</param>
    public StoredAnswerResult(AnswerBuffer buffer)
        : this(buffer.Bytes.WrittenMemory, sha256: null, location: null, LogMode.Off) => _buffer = buffer;

    /// <summary>Creates the response for a stored answer; it is sent from its record, as the beginning of the record and a closing brace.</summary>
    /// <param name="record">The record.</param>
    /// <param name="length">The number of bytes of the answer.</param>
    /// <param name="path">The path under which such records can be read.</param>
    /// <param name="mode">How the answer is stored.</param>
    /// <param name="buffer">The record's buffer, which nothing else reads; disposed of when the server has taken the answer. <see langword="null"/> if
    /// there is none.</param>
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

    // The headers are sent first, because otherwise the body would be copied once more.
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

using Microsoft.Net.Http.Headers;
using PolicyApi.Platform.Bodies;

namespace PolicyApi.Platform.Answers;

/// <summary>JSON bytes with a hash as the <c>ETag</c>: of the stored record, or of what is shown of it.</summary>
/// <param name="utf8">The body.</param>
/// <param name="sha256">The hash.</param>
/// <param name="location">Where the stored record is read; <see langword="null"/> when this is it, or there is none.</param>
/// <param name="mode">How it is stored.</param>
internal sealed class StoredAnswerResult(ReadOnlyMemory<byte> utf8, string sha256, string? location, LogMode mode = LogMode.Durable) : IResult
{
    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        response.GetTypedHeaders().ETag = new EntityTagHeaderValue($"\"{sha256}\"");
        response.Headers.Location = location;
        LoggedAs.Tell(response, mode);
        response.ContentType = BodyReader.JsonMediaType;
        response.ContentLength = utf8.Length;
        await response.Body.WriteAsync(utf8, httpContext.RequestAborted);
    }
}

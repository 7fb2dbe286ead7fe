using Microsoft.Net.Http.Headers;
using PolicyApi.Platform.Ndjson;
using PolicyApi.Platform.Problems;

namespace PolicyApi.Platform.Bodies;

/// <summary>Reads whole bodies up to a limit.</summary>
internal static class BodyReader
{
    /// <summary>The media type of a body with one JSON value.</summary>
    public const string JsonMediaType = "application/json";

    /// <summary>Whether the body is JSON in UTF-8: <c>application/json</c>, <c>text/json</c> or any <c>+json</c>, with that <c>charset</c> or none.</summary>
    public static bool IsJson(HttpRequest request) =>
        string.Equals(request.ContentType, JsonMediaType, StringComparison.Ordinal) || IsOtherJson(request);

    private static bool IsOtherJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && (type.MediaType.Equals(JsonMediaType, StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
        && IsUtf8(type);

    /// <summary>
    /// Whether the body is declared as UTF-8, or has no declared encoding. JSON is UTF-8 (RFC 8259), so a body in another encoding would be misread.
    /// </summary>
    private static bool IsUtf8(MediaTypeHeaderValue type) =>
        !type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset) is var charset && (charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || charset.Equals("us-ascii", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the body is newline-delimited JSON in UTF-8.</summary>
    public static bool IsNdjson(HttpRequest request) =>
        !string.Equals(request.ContentType, JsonMediaType, StringComparison.Ordinal)
        && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals(LineExchange<object>.MediaType, StringComparison.OrdinalIgnoreCase)
        && IsUtf8(type);

    /// <summary>Reads a JSON body into an array of its own.</summary>
    /// <param name="request">The request.</param>
    /// <param name="limit">The maximum number of bytes.</param>
    /// <exception cref="FaultException">The body has another media type (415), is too large (413) or is empty (400).</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadJsonAsync(HttpRequest request, int limit)
    {
        using var body = await HoldJsonAsync(request, limit);
        return body.Utf8.ToArray();
    }

    /// <summary>Reads a JSON body without copying it if it arrives in one piece.</summary>
    /// <param name="request">The request.</param>
    /// <param name="limit">The maximum number of bytes.</param>
    /// <exception cref="FaultException">The body has another media type (415), is too large (413) or is empty (400).</exception>
    public static async ValueTask<PostedBody> HoldJsonAsync(HttpRequest request, int limit)
    {
        if (!IsJson(request))
            throw new FaultException(Faults.UnsupportedMediaType(request.ContentType, JsonMediaType));
        var body = await HoldAsync(request, limit);
        if (body.Utf8.Span.IndexOfAnyExcept(" \t\r\n"u8) >= 0)
            return body;
        body.Dispose();
        throw new FaultException(Faults.BodyEmpty());
    }

    /// <summary>Reads any body up to a limit.</summary>
    /// <param name="request">The request.</param>
    /// <param name="limit">The maximum number of bytes.</param>
    /// <exception cref="FaultException">The body is too large (413).</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, int limit)
    {
        using var body = await HoldAsync(request, limit);
        return body.Utf8.ToArray();
    }

    private static async ValueTask<PostedBody> HoldAsync(HttpRequest request, int limit)
    {
        if (request.ContentLength > limit)
            throw new FaultException(Faults.BodyTooLarge(limit));
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(request.HttpContext.RequestAborted);
            if (read.Buffer.Length > limit)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                throw new FaultException(Faults.BodyTooLarge(limit));
            }

            if (read.IsCompleted)
                return PostedBody.Of(request.BodyReader, read.Buffer);

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}

namespace PolicyApi.Platform.Requests;

/// <summary>Marks an endpoint whose responses have an <c>ETag</c> and that answers 304 if the caller already has the response.</summary>
internal sealed record Tagged
{
    /// <summary>The <c>Cache-Control</c> header: only the caller may cache the response, and must revalidate it before each use.</summary>
    public const string CacheControl = "private, no-cache";
}

/// <summary>Marks endpoints whose responses have an <c>ETag</c>.</summary>
internal static class TaggedExtensions
{
    /// <summary>
    /// Marks the endpoint, and answers 304 if <c>If-None-Match</c> names the tag. The handler must set the tag through <see cref="ETags"/> before it
    /// returns; results that determine their tag while they write must call <see cref="ETags.IsHad"/> themselves.
    /// </summary>
    /// <param name="endpoint">The endpoint.</param>
    public static RouteHandlerBuilder Tagged(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new Tagged()).Produces(StatusCodes.Status304NotModified).AddEndpointFilter(async (context, next) =>
    {
        var result = await next(context);
        var response = context.HttpContext.Response;
        if (response.GetTypedHeaders().ETag is not { } tag)
            return result;
        Keep(response);
        return ETags.IsHad(context.HttpContext.Request, tag) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : result;
    });

    /// <summary>Sets <c>Cache-Control</c> and <c>Vary</c>: only the caller may cache the response, and other callers may get another one.</summary>
    /// <param name="response">A response with a tag.</param>
    /// <param name="by">Other request headers that the response depends on, in addition to <c>Authorization</c>.</param>
    public static void Keep(HttpResponse response, params ReadOnlySpan<string> by)
    {
        response.Headers.CacheControl = Requests.Tagged.CacheControl;
        response.Headers.Vary = string.Join(", ", ["Authorization", .. by]);
    }
}

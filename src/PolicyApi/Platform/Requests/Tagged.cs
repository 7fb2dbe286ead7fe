namespace PolicyApi.Platform.Requests;

/// <summary>Marks an endpoint that reads something under an <c>ETag</c>, and does not send again what the caller has.</summary>
internal sealed record Tagged
{
    /// <summary>How long anyone may keep it: only the caller, who has to ask each time whether it is still so and still to be shown.</summary>
    public const string CacheControl = "private, no-cache";
}

/// <summary>Marks endpoints that answer under an <c>ETag</c>.</summary>
internal static class TaggedExtensions
{
    /// <summary>
    /// The endpoint answers under an <c>ETag</c>, and with 304 to a caller whose <c>If-None-Match</c> names it. For handlers that set the tag by <see cref="ETags"/> before they return;
    /// results that find their tag while they write ask <see cref="ETags.IsHad"/> themselves.
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

    /// <summary>Says who may keep a response, and that another caller may be shown another.</summary>
    /// <param name="response">A response under a tag.</param>
    /// <param name="by">By what else it varies.</param>
    public static void Keep(HttpResponse response, params ReadOnlySpan<string> by)
    {
        response.Headers.CacheControl = Requests.Tagged.CacheControl;
        response.Headers.Vary = string.Join(", ", ["Authorization", .. by]);
    }
}

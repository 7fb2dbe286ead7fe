namespace PolicyApi.Platform.Requests;

/// <summary>
/// <c>HEAD</c> wherever there is <c>GET</c>, as HTTP asks of every server: probes of load balancers and <c>curl -I</c> send it. It is answered as the
/// <c>GET</c> would be, with the same rights, and the server leaves the body out, because it goes by the method that has arrived.
/// </summary>
internal static class HeadRequests
{
    /// <summary>Before routing, which knows no such endpoints, and so does not name the method among those it allows.</summary>
    public static void UseHeadAsGet(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (HttpMethods.IsHead(context.Request.Method))
            context.Request.Method = HttpMethods.Get;
        await next(context);
        if (context.Response is { StatusCode: StatusCodes.Status405MethodNotAllowed, HasStarted: false } refused && refused.Headers.Allow.ToString().Split(", ").Contains(HttpMethods.Get))
            refused.Headers.Allow = $"{refused.Headers.Allow}, {HttpMethods.Head}";
    });
}

namespace PolicyApi.Platform.Requests;

/// <summary>
/// Answers <c>HEAD</c> wherever there is <c>GET</c>, as HTTP requires: load balancers and <c>curl -I</c> send it. It is handled like the <c>GET</c>, with
/// the same permissions, and the web server omits the body, because it remembers the method that arrived.
/// </summary>
internal static class HeadRequests
{
    /// <summary>Adds the middleware. It belongs before routing, which has no endpoints for <c>HEAD</c>.</summary>
    public static void UseHeadAsGet(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (HttpMethods.IsHead(context.Request.Method))
            context.Request.Method = HttpMethods.Get;
        return next(context);
    });
}

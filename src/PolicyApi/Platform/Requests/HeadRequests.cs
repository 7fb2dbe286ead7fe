namespace PolicyApi.Platform.Requests;

/// <summary>
/// <c>HEAD</c> wherever there is <c>GET</c>, as HTTP asks of every server: probes of load balancers and <c>curl -I</c> send it. It is answered as the
/// <c>GET</c> would be, with the same rights, and the server leaves the body out, because it goes by the method that has arrived.
/// </summary>
internal static class HeadRequests
{
    /// <summary>Before routing, which knows no such endpoints.</summary>
    public static void UseHeadAsGet(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (HttpMethods.IsHead(context.Request.Method))
            context.Request.Method = HttpMethods.Get;
        return next(context);
    });

    /// <summary>Names <c>HEAD</c> among the methods that a refusal allows, where <c>GET</c> is: routing names only its own.</summary>
    /// <param name="response">A response that refuses a method.</param>
    public static void AllowHead(HttpResponse response)
    {
        var allowed = response.Headers.Allow.ToString();
        if (allowed.Split(", ").Contains(HttpMethods.Get))
            response.Headers.Allow = $"{allowed}, {HttpMethods.Head}";
    }
}

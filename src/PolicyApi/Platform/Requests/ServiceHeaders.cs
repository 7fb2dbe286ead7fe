using PolicyApi.Platform.Hosting;

namespace PolicyApi.Platform.Requests;

/// <summary>Headers that every response carries; an endpoint that needs others sets its own.</summary>
internal static class ServiceHeaders
{
    // Nothing of the API is a page that a browser should run or frame.
    private const string ApiPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    // The pages at /swagger load their own scripts, style themselves inline and draw small pictures from data.
    private const string PagesPolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    /// <summary>Adds them before anything else can answer.</summary>
    public static IApplicationBuilder UseServiceHeaders(this WebApplication app)
    {
        var draining = app.Services.GetRequiredService<Draining>();
        return app.Use((context, next) => Prepare(context, next, draining));
    }

    private static Task Prepare(HttpContext context, RequestDelegate next, Draining draining)
    {
        if (draining.IsStopping && HttpProtocol.IsHttp11(context.Request.Protocol))
            context.Response.OnStarting(Close, context);
        context.Response.OnStarting(
            static state =>
            {
                Add((HttpContext)state);
                return Task.CompletedTask;
            },
            context);
        return next(context);
    }

    private static Task Close(object context)
    {
        ((HttpContext)context).Response.Headers.Connection = "close";
        return Task.CompletedTask;
    }

    // When the response starts, because an exception handler clears what was set before.
    private static void Add(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.TryAdd("Content-Security-Policy", context.Request.Path.StartsWithSegments("/swagger", StringComparison.OrdinalIgnoreCase) ? PagesPolicy : ApiPolicy);

        // Answers about people stay out of caches, the caller's own too, unless an endpoint says otherwise; what a probe was told is old at once.
        if (context.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase) || context.Request.Path.Value is "/livez" or "/readyz")
            headers.TryAdd("Cache-Control", "no-store");
        if (context.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000";
    }
}

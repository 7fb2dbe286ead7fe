using PolicyApi.Platform.Connections;
using PolicyApi.Platform.Hosting;

namespace PolicyApi.Platform.Requests;

/// <summary>Adds the headers that every response has. An endpoint may set a content security policy or cache control of its own.</summary>
internal static class ServiceHeaders
{
    // The API returns no pages that a browser should run or frame.
    private const string ApiPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    // The pages at /swagger load their own scripts and use inline styles and images in data URLs.
    private const string PagesPolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    /// <summary>Adds the middleware. It belongs first, before anything that can answer.</summary>
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

    // Called when the response starts, because an exception handler clears headers that were set before.
    private static void Add(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.TryAdd("Content-Security-Policy", context.Request.Path.StartsWithSegments("/swagger", StringComparison.OrdinalIgnoreCase) ? PagesPolicy : ApiPolicy);

        // Answers about people must not be cached, not even by the caller.
        if (context.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase))
            headers.TryAdd("Cache-Control", "no-store");
        if (context.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000";
    }
}

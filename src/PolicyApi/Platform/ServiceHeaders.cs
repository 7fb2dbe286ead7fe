namespace PolicyApi.Platform;

/// <summary>Headers that every response carries.</summary>
internal static class ServiceHeaders
{
    /// <summary>Adds them when a response starts.</summary>
    public static IApplicationBuilder UseServiceHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return next(context);
    });
}

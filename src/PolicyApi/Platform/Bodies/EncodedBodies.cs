using PolicyApi.Platform.Problems;

namespace PolicyApi.Platform.Bodies;

/// <summary>Refuses compressed bodies, which are never unpacked (what a few kilobytes unpack to nobody knows before), instead of taking them for text that is broken.</summary>
internal static class EncodedBodies
{
    private const string Identity = "identity";

    /// <summary>After authorization: a stranger hears 401 first.</summary>
    public static void UsePlainBodies(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var encoding = context.Request.Headers.ContentEncoding;
        return encoding.Count == 0 || string.Equals(encoding.ToString(), Identity, StringComparison.OrdinalIgnoreCase)
            ? next(context)
            : Faults.EncodedBody(encoding.ToString()).ExecuteAsync(context);
    });
}

using PolicyApi.Platform.Problems;

namespace PolicyApi.Platform.Bodies;

/// <summary>
/// Refuses compressed bodies instead of reporting them as malformed text. The service never decompresses a body, because its size afterwards is not known
/// beforehand.
/// </summary>
internal static class EncodedBodies
{
    private const string Identity = "identity";

    /// <summary>Adds the check. It belongs after authorization, so that an unauthenticated caller gets 401 first.</summary>
    public static void UsePlainBodies(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var encoding = context.Request.Headers.ContentEncoding;
        return encoding.Count == 0 || string.Equals(encoding.ToString(), Identity, StringComparison.OrdinalIgnoreCase)
            ? next(context)
            : Faults.EncodedBody(encoding.ToString()).ExecuteAsync(context);
    });
}

using Microsoft.AspNetCore.Http.Features;

namespace PolicyApi.Platform.Problems;

/// <summary>The ids that identify a request to its caller, in the log and in traces.</summary>
internal static class TraceIds
{
    /// <summary>
    /// Returns the trace id of the caller's <c>traceparent</c>, or of the request's own trace; without a trace, the web server's id of the request.
    /// </summary>
    public static string Of(HttpContext context) =>
        context.Features.Get<IHttpActivityFeature>()?.Activity is { } activity ? activity.TraceId.ToHexString() : context.TraceIdentifier;
}

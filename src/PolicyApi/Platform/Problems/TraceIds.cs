using Microsoft.AspNetCore.Http.Features;

namespace PolicyApi.Platform.Problems;

/// <summary>What names a request to its caller, in the log and in traces alike.</summary>
internal static class TraceIds
{
    /// <summary>the trace of the caller's <c>traceparent</c>, or the request's own; the server's name for the request where there is no trace.</summary>
    public static string Of(HttpContext context) =>
        context.Features.Get<IHttpActivityFeature>()?.Activity is { } activity ? activity.TraceId.ToHexString() : context.TraceIdentifier;
}

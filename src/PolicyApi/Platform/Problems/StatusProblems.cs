using Microsoft.AspNetCore.Diagnostics;
using PolicyApi.Platform.Bodies;

namespace PolicyApi.Platform.Problems;

/// <summary>Adds a problem body to the refusals that the framework makes with a status only.</summary>
internal static class StatusProblems
{
    /// <summary>Writes the problem body for a response that has a status and no body.</summary>
    public static Task WriteAsync(StatusCodeContext context)
    {
        var http = context.HttpContext;
        return FaultOf(http).ExecuteAsync(http);
    }

    private static Fault FaultOf(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => Faults.RouteUnknown(),
        StatusCodes.Status405MethodNotAllowed => Faults.MethodNotAllowed(http.Request.Method),
        StatusCodes.Status415UnsupportedMediaType => Faults.UnsupportedMediaType(http.Request.ContentType, BodyReader.JsonMediaType),
        StatusCodes.Status500InternalServerError => Faults.Internal(),
        var status => new Fault(status, "request-refused", "The request was refused", "the request breaks the rules of HTTP or of this endpoint."),
    };
}

using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Diagnostics;
using PolicyApi.Storage;

namespace PolicyApi.Platform.Problems;

/// <summary>Turns exceptions into problem bodies. Those that the client did not cause are logged, and answered without details.</summary>
/// <param name="log">Receives the details that the client must not see.</param>
internal sealed partial class ProblemExceptionHandler(ILogger<ProblemExceptionHandler> log) : IExceptionHandler
{
    private const int ClientClosedRequest = 499;

    /// <inheritdoc />
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        // When a client disconnects, reading its body fails a moment before the web server cancels the request.
        if (exception is ConnectionResetException || httpContext.RequestAborted.IsCancellationRequested)
            return LetGo(httpContext);
        try
        {
            await FaultOf(exception, httpContext).ExecuteAsync(httpContext);
            return true;
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            return LetGo(httpContext);
        }
    }

    // Aborted, because otherwise the web server would try to read the rest of the body and log its failure.
    private static bool LetGo(HttpContext context)
    {
        if (!context.Response.HasStarted)
            context.Response.StatusCode = ClientClosedRequest;
        context.Abort();
        return true;
    }

    private Fault FaultOf(Exception exception, HttpContext context)
    {
        switch (exception)
        {
            case FaultException carried:
                return carried.Fault;
            case BadHttpRequestException bad:
                return FaultOf(bad, context);
            case StoreBusyException:
                return Faults.StoreBusy();
            case StoreFullException:
                return Faults.StoreFull();
            case StoreUnavailableException:
                StoreAway(log, exception.Message, TraceIds.Of(context));
                return Faults.StoreAway();
            case StoreCorruptException:
                StoreDamaged(log, exception.Message, TraceIds.Of(context));
                return Faults.StoreDamaged();
            case StoreException:
                StoreFailed(log, exception, TraceIds.Of(context));
                return Faults.StoreUnavailable();
            default:
                RequestFailed(log, exception, context.Request.Method, RouteOf(context), TraceIds.Of(context));
                return Faults.Internal();
        }
    }

    // The framework has removed the endpoint from the request before it calls an exception handler.
    private static string RouteOf(HttpContext context) =>
        (context.Features.Get<IExceptionHandlerFeature>()?.Endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "no endpoint";

    private static Fault FaultOf(BadHttpRequestException bad, HttpContext context) => bad.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => Faults.BodyTooLarge(context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? 0),
        StatusCodes.Status408RequestTimeout => new Fault(408, "body-too-slow", "The body arrived too slowly", "send the body without long pauses."),
        var status => new Fault(status, "request-invalid", "The request cannot be read", "the request breaks the rules of HTTP or of this endpoint."),
    };

    // The route, not the path: paths contain the ids of people and the tokens of links.
    [LoggerMessage(LogLevel.Error, "{Method} {Route} failed, trace id {TraceId}")]
    private static partial void RequestFailed(ILogger log, Exception exception, string method, string route, string traceId);

    [LoggerMessage(LogLevel.Error, "the store cannot be reached, trace id {TraceId}: {Reason}")]
    private static partial void StoreAway(ILogger log, string reason, string traceId);

    [LoggerMessage(LogLevel.Critical, "something in the store is damaged, trace id {TraceId}: {Reason}")]
    private static partial void StoreDamaged(ILogger log, string reason, string traceId);

    [LoggerMessage(LogLevel.Critical, "the store has failed, trace id {TraceId}")]
    private static partial void StoreFailed(ILogger log, Exception exception, string traceId);
}

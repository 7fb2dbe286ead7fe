using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using PolicyApi.Platform.Ndjson;
using PolicyApi.Platform.Settings;

namespace PolicyApi.Platform.Answers;

/// <summary>Answers a body line by line while it arrives.</summary>
/// <typeparam name="TRecord">The stored form of an answer.</typeparam>
/// <param name="exchange">Reads the lines and writes the answers.</param>
/// <param name="mode">How the answers are stored.</param>
internal sealed class LineStreamResult<TRecord>(LineExchange<TRecord> exchange, LogMode mode) : IResult
    where TRecord : class
{
    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);

        // A stream may have any length; each of its lines has a limit.
        if (httpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        httpContext.Response.ContentType = LineExchange<TRecord>.MediaType;
        LoggedAs.Tell(httpContext.Response, mode);
        try
        {
            await exchange.RunAsync(httpContext.Request.BodyReader, httpContext.Response.BodyWriter, httpContext.RequestAborted);
        }
        catch (IOException broken) when (broken is ConnectionResetException or BadHttpRequestException && httpContext.Response.HasStarted)
        {
            // The client has disconnected, or its body ends early. Exception handlers do not run once a response has started, and the web server would log
            // this as an error of the service.
            httpContext.Abort();
        }
    }
}

using Microsoft.AspNetCore.Http.Features;
using PolicyApi.Platform.Ndjson;
using PolicyEngine.Impact;

namespace PolicyApi.Impact;

/// <summary>Compares the answers about a cohort, and writes the results while it runs.</summary>
/// <param name="tally">Compares and counts.</param>
/// <param name="cohort">The subjects.</param>
/// <param name="most">The maximum number of subjects.</param>
/// <param name="listsChanges">Whether to write a line for each change.</param>
/// <param name="spoolBytes">The maximum number of bytes kept for a client that does not read yet.</param>
internal sealed class ImpactResult(ImpactTally tally, ICohort cohort, int most, bool listsChanges, long spoolBytes) : IResult
{
    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);

        // The body may have any length; each of its lines has a limit, and so does their number.
        if (httpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        httpContext.Response.ContentType = LineExchange<object>.MediaType;
        await using var output = new SpooledOutput(httpContext.Response.BodyWriter, spoolBytes);
        var writer = new ImpactWriter(tally, output, most, listsChanges);
        await cohort.RunAsync(writer, httpContext.RequestAborted);
        await writer.CompleteAsync(httpContext.RequestAborted);
    }
}

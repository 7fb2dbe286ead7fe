using Microsoft.AspNetCore.Http.Features;
using PolicyApi.Platform.Ndjson;
using PolicyEngine.Impact;

namespace PolicyApi.Impact;

/// <summary>Compares a cohort and tells of it while it goes on.</summary>
/// <param name="tally">Compares and counts.</param>
/// <param name="cohort">Whose answers are compared.</param>
/// <param name="most">Most subjects.</param>
/// <param name="listsChanges">Whether to write a line for each change.</param>
/// <param name="spoolBytes">Most bytes kept for a client that does not read yet.</param>
internal sealed class ImpactResult(ImpactTally tally, ICohort cohort, int most, bool listsChanges, long spoolBytes) : IResult
{
    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);

        // A cohort may be of any length; each of its lines has a limit, and so has their number.
        if (httpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        httpContext.Response.ContentType = LineExchange<object>.MediaType;
        await using var output = new SpooledOutput(httpContext.Response.BodyWriter, spoolBytes);
        var writer = new ImpactWriter(tally, output, most, listsChanges);
        await cohort.RunAsync(writer, httpContext.RequestAborted);
        await writer.CompleteAsync(httpContext.RequestAborted);
    }
}

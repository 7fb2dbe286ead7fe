using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;
using PolicyApi.Platform.Problems;
using PolicyApi.Reports.Pdf;

namespace PolicyApi.Appraisals;

/// <summary>
/// A response with a rendered page, as HTML or PDF. Its entity tag is derived from the hash of the HTML page, so that a client that has
/// it already gets 304, and nothing is printed.
/// </summary>
/// <param name="html">The page.</param>
/// <param name="language">The language of the page.</param>
/// <param name="format"><see cref="ReportFormat.Html"/> or <see cref="ReportFormat.Pdf"/>.</param>
internal sealed class ReportResult(string html, string language, string format) : IResult
{
    // The page is self-contained: whatever a text or a template may inject, no script runs, nothing is fetched, and the page does not
    // redirect (`sandbox` prevents a refresh, which the other directives do not).
    internal const string ContentPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox";

    /// <summary>Whether the caller's browser may cache the page; false for pages opened without a key.</summary>
    public bool Keep { get; init; } = true;

    /// <summary>Returns the refusal if no PDF can be printed, with the reason and what to do.</summary>
    public static Fault NoPdf(PdfUnavailableException e) => new(503, "pdf-unavailable", "No PDF can be made here", e.Message);

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var page = Encoding.UTF8.GetBytes(html);
        var tag = Tag(page);
        SetHeaders(httpContext.Response, tag);
        if (httpContext.Request.GetTypedHeaders().IfNoneMatch.Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Compare(tag, useStrongComparison: false)))
        {
            httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        if (await BodyAsync(httpContext, page) is { } body)
        {
            httpContext.Response.ContentLength = body.Length;
            await httpContext.Response.Body.WriteAsync(body, httpContext.RequestAborted);
        }
    }

    private void SetHeaders(HttpResponse response, EntityTagHeaderValue tag)
    {
        response.GetTypedHeaders().ETag = tag;
        response.ContentType = format == ReportFormat.Pdf ? ReportFormat.MediaType(format) : "text/html; charset=utf-8";
        response.Headers.ContentLanguage = language;
        response.Headers.Vary = "Accept, Accept-Language";

        // Only the caller's browser may cache it, and must ask each time whether it may still be shown.
        response.Headers.CacheControl = Keep ? "private, no-cache" : "no-store";
        response.Headers.ContentSecurityPolicy = ContentPolicy;
        response.Headers["Referrer-Policy"] = "no-referrer";
    }

    // The tag of a PDF is weak: it contains the time of printing, so its content is the same each time, but not its bytes.
    private EntityTagHeaderValue Tag(byte[] page)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(page));
        return format == ReportFormat.Pdf ? new EntityTagHeaderValue($"\"{hash}-pdf\"", isWeak: true) : new EntityTagHeaderValue($"\"{hash}\"");
    }

    private async Task<byte[]?> BodyAsync(HttpContext context, byte[] page)
    {
        if (format != ReportFormat.Pdf)
            return page;
        try
        {
            return await context.RequestServices.GetRequiredService<PdfPrinter>().PrintAsync(html, context.RequestAborted);
        }
        catch (PdfUnavailableException e)
        {
            context.Response.Clear();
            await NoPdf(e).ExecuteAsync(context);
            return null;
        }
    }
}

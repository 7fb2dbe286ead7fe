using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Requests;
using PolicyApi.Reports.Pdf;

namespace PolicyApi.Appraisals;

/// <summary>
/// A rendered page as an answer: HTML, or printed. Its entity tag is the hash of the page, so a client that has it is told so
/// (304), and is spared the printing too.
/// </summary>
/// <param name="html">The page.</param>
/// <param name="language">Its language.</param>
/// <param name="format"><see cref="ReportFormat.Html"/> or <see cref="ReportFormat.Pdf"/>.</param>
internal sealed class ReportResult(string html, string language, string format) : IResult
{
    // The page is self-contained: whatever a text or a template may smuggle in, nothing runs, nothing is fetched, nothing leads
    // elsewhere by itself (`sandbox` stops a refresh, which the other directives do not).
    internal const string ContentPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox";

    /// <summary>Whether the caller may keep the page; not what was opened without a key.</summary>
    public bool Keep { get; init; } = true;

    /// <summary>What the page is about, for the name of a saved file; <see langword="null"/> leaves it to whoever saves it.</summary>
    public string? Name { get; init; }

    /// <summary>Says that nothing can be printed, why, and how to change that.</summary>
    public static Fault NoPdf(PdfUnavailableException e) => new(503, "pdf-unavailable", "No PDF can be made here", e.Message);

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var page = Encoding.UTF8.GetBytes(html);
        var tag = Tag(page);
        SetHeaders(httpContext.Response, tag);
        if (ETags.IsHad(httpContext.Request, tag))
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
        if (Name is not null)
            response.Headers.ContentDisposition = ShownAs($"{Name}.{language}.{format}");
        TaggedExtensions.Keep(response, "Accept", "Accept-Language");
        if (!Keep)
            response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = ContentPolicy;
        response.Headers["Referrer-Policy"] = "no-referrer";
    }

    // To be shown, and saved under this name if at all; in any script (RFC 8187).
    private static string ShownAs(string name)
    {
        var disposition = new ContentDispositionHeaderValue("inline");
        disposition.SetHttpFileName(string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is '-' or '.' or '_' ? c : '_')).TrimStart('.'));
        return disposition.ToString();
    }

    // A printed page carries the time of printing: it says the same each time, but not byte for byte.
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

using System.Buffers;
using System.ComponentModel;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Access;
using PolicyApi.Platform.Problems;
using PolicyApi.Reports;
using PolicyApi.Storage;

namespace PolicyApi.Appraisals;

/// <summary>The report of a stored appraisal. Its numbers are the stored ones; nothing is evaluated again.</summary>
internal static class ReadReport
{
    // The page is self-contained: whatever a text may smuggle in, nothing runs and nothing is fetched.
    private const string ContentPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    /// <summary>Renders the report as HTML.</summary>
    public static async Task<Results<ContentHttpResult, Fault>> HandleAsync(
        string id,
        [FromQuery, Description("`en` or `zh-CN`; by `Accept-Language` when left out.")] string? lang,
        HttpContext context,
        [FromServices] IPolicyStore store,
        [FromServices] SchemeTemplates templates,
        [FromServices] ReportRenderer renderer,
        CancellationToken cancellation)
    {
        if (ReportLanguages.Of(lang, context.Request) is not { } language)
            return ReportLanguages.Unknown(lang);
        return await ReadAppraisal.FindAsync(store, id, Caller.Of(context.User), cancellation) is { } record
            ? await RenderAsync(record, language, context.Response, templates, renderer, cancellation)
            : ReadAppraisal.NotFound(id);
    }

    /// <summary>The page of a record.</summary>
    public static async Task<ContentHttpResult> RenderAsync(
        DecisionRecord record, string language, HttpResponse response, SchemeTemplates templates, ReportRenderer renderer, CancellationToken cancellation)
    {
        using var json = JsonDocument.Parse(record.Body);
        var template = await templates.OfAsync(json.RootElement, cancellation);
        var html = renderer.Render(template, ReportData.FromJson(WithHash(record)), language, cancellation);
        SetHeaders(response, language);
        return TypedResults.Content(html, "text/html; charset=utf-8");
    }

    private static void SetHeaders(HttpResponse response, string language)
    {
        response.Headers.ContentLanguage = language;
        response.Headers.Vary = "Accept-Language";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = ContentPolicy;
    }

    /// <summary>The record with its own hash in front, which the page shows and the record itself cannot hold.</summary>
    private static ReadOnlyMemory<byte> WithHash(DecisionRecord record)
    {
        var body = new ArrayBufferWriter<byte>(record.Body.Length + 96);
        body.Write(Encoding.UTF8.GetBytes($"{{\"sha256\":\"{record.Sha256}\","));
        body.Write(record.Body.Span[1..]);
        return body.WrittenMemory;
    }
}

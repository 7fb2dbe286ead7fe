using System.Buffers;
using System.ComponentModel;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Platform.Problems;
using PolicyApi.Reports;
using PolicyApi.Storage;

namespace PolicyApi.Appraisals;

/// <summary>The report of a stored appraisal. Its numbers are the stored ones; nothing is evaluated again.</summary>
internal static class ReadReport
{
    private const string English = "en";
    private const string Chinese = "zh-CN";

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
        if (LanguageOf(lang, context.Request) is not { } language)
            return Faults.ParameterInvalid("lang", $"reports are written in `{English}` and `{Chinese}`, not in `{lang}`.");
        if (await ReadAppraisal.FindAsync(store, id, cancellation) is not { } record)
            return ReadAppraisal.NotFound(id);
        using var json = JsonDocument.Parse(record.Body);
        var template = await templates.OfAsync(json.RootElement, cancellation);
        var html = renderer.Render(template, ReportData.FromJson(WithHash(record)), language, cancellation);
        SetHeaders(context.Response, language);
        return TypedResults.Content(html, "text/html; charset=utf-8");
    }

    private static void SetHeaders(HttpResponse response, string language)
    {
        response.Headers.ContentLanguage = language;
        response.Headers.Vary = "Accept-Language";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = ContentPolicy;
        response.Headers["Referrer-Policy"] = "no-referrer";
    }

    /// <summary>The language asked for: by the query, else the first that the browser accepts, else English.</summary>
    private static string? LanguageOf(string? lang, HttpRequest request)
    {
        if (lang is not null)
            return Known(lang);
        var accepted = request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1);
        return accepted.Select(l => Known(l.Value.ToString())).FirstOrDefault(l => l is not null) ?? English;
    }

    private static string? Known(string language)
    {
        if (language.Equals(English, StringComparison.OrdinalIgnoreCase) || language.StartsWith("en-", StringComparison.OrdinalIgnoreCase))
            return English;
        return language.Equals("zh", StringComparison.OrdinalIgnoreCase) || language.StartsWith("zh-", StringComparison.OrdinalIgnoreCase) ? Chinese : null;
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

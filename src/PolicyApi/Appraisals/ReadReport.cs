using System.Buffers;
using System.ComponentModel;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Access;
using PolicyApi.Platform.Problems;
using PolicyApi.Privacy;
using PolicyApi.Reports;
using PolicyApi.Storage;

namespace PolicyApi.Appraisals;

/// <summary>The report of a stored appraisal. Its numbers are the stored ones; nothing is evaluated again.</summary>
internal static class ReadReport
{
    /// <summary>Renders the report.</summary>
    public static async Task<Results<ReportResult, Fault>> HandleAsync(
        string id,
        [FromQuery, Description("`en` or `zh-CN`; by `Accept-Language` when left out.")] string? lang,
        [FromQuery, Description("`full` adds pages with every rule and the values it read.")] string? detail,
        [FromQuery, Description("`html` or `pdf`; by `Accept` when left out.")] string? format,
        HttpRequest request,
        [FromServices] StoredAnswers answers,
        [FromServices] SchemeTemplates templates,
        [FromServices] ReportRenderer renderer,
        CancellationToken cancellation)
    {
        var view = new ReportView(ReportLanguages.Require(lang, request), IsFull(detail));
        var form = ReportFormat.Of(format, request, ReportFormat.Html, ReportFormat.Pdf);
        return await ReadAppraisal.FindAsync(answers, id, Caller.Of(request.HttpContext.User), cancellation) is { } answer
            ? new ReportResult(await RenderAsync(answer.Record, view, templates, renderer, cancellation), view.Culture, form)
            : ReadAppraisal.NotFound(id);
    }

    /// <summary>The page of a record.</summary>
    public static async Task<string> RenderAsync(
        DecisionRecord record, ReportView view, SchemeTemplates templates, ReportRenderer renderer, CancellationToken cancellation)
    {
        using var json = JsonDocument.Parse(record.Body);
        var template = await templates.OfAsync(json.RootElement, cancellation);
        return renderer.Render(template, Data(record), view, "the scheme's template", cancellation);
    }

    /// <summary>The record with its own hash in front, which the page shows and the record itself cannot hold.</summary>
    public static ReportData Data(DecisionRecord record)
    {
        var body = new ArrayBufferWriter<byte>(record.Body.Length + 96);
        body.Write(Encoding.UTF8.GetBytes($"{{\"sha256\":\"{record.Sha256}\","));
        body.Write(record.Body.Span[1..]);
        return ReportData.FromJson(body.WrittenMemory);
    }

    /// <summary>Whether the pages with every rule are asked for.</summary>
    /// <exception cref="FaultException">The word is unknown.</exception>
    public static bool IsFull(string? detail) => detail switch
    {
        null or "summary" => false,
        "full" => true,
        _ => throw new FaultException(Faults.ParameterInvalid("detail", "`detail` is `summary` or `full`.")),
    };
}

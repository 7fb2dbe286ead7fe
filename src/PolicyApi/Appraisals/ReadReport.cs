using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Access;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Queries;
using PolicyApi.Privacy;
using PolicyApi.Reports;

namespace PolicyApi.Appraisals;

/// <summary>Returns the report of a stored appraisal. Its numbers are the stored ones; nothing is evaluated again.</summary>
internal static class ReadReport
{
    /// <summary>The value of <c>detail</c> that adds the pages with every rule.</summary>
    public const string Full = "full";

    /// <summary>Renders the report.</summary>
    public static async Task<Results<ReportResult, Fault>> HandleAsync(
        string id,
        [FromQuery, Description("`en` or `zh-CN`; default: by `Accept-Language`."), ReportLanguage] string? lang,
        [FromQuery, Description("`summary` (the default), or `full`, which adds pages with every rule and the values it read."), OneOf("summary", Full)] string? detail,
        [FromQuery, Description("`html` or `pdf`; default: by `Accept`."), OneOf(ReportFormat.Html, ReportFormat.Pdf)] string? format,
        [FromQuery, Description("The version of the scheme's template, which must have been published; the page names it. Default: the version in force on the appraisal's `asOf` day. The same appraisal and template version always give the same HTML page.")] int? templateVersion,
        HttpRequest request,
        [FromServices] StoredAnswers answers,
        [FromServices] ReportWriter writer,
        CancellationToken cancellation)
    {
        var view = new ReportView(ReportLanguages.Of(lang, request), detail == Full);
        var form = ReportFormat.Of(format, request, ReportFormat.Html, ReportFormat.Pdf);
        return await ReadAppraisal.FindAsync(answers, id, Caller.Of(request.HttpContext.User), cancellation) is { } answer
            ? new ReportResult(await writer.WriteAsync(answer.Record, view, templateVersion, cancellation), view.Culture, form) { Name = answer.Record.Subject }
            : ReadAppraisal.NotFound(id);
    }
}

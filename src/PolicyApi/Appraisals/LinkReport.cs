using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using PolicyApi.Access;
using PolicyApi.Access.Links;
using PolicyApi.Platform.Problems;
using PolicyApi.Privacy;
using PolicyApi.Reports;
using PolicyApi.Storage;

namespace PolicyApi.Appraisals;

/// <summary>A link that opens one report, in one language, without a key.</summary>
/// <param name="Url">
/// The address: a full URL if <c>Access:PublicUrl</c> is set, otherwise a path. Anyone who has it can read the report until it expires.
/// </param>
/// <param name="ExpiresAt">When the link stops working (UTC): 15 minutes after it was created.</param>
public sealed record ReportLink(string Url, DateTimeOffset ExpiresAt);

/// <summary>Creates links to reports, for browsers without a key, and opens them.</summary>
internal static class LinkReport
{
    /// <summary>Creates a link to a report that the caller may read.</summary>
    public static async Task<Results<Created<ReportLink>, Fault>> CreateAsync(
        string id,
        [FromQuery, Description("`en` or `zh-CN`; default: by `Accept-Language`."), ReportLanguage] string? lang,
        HttpContext context,
        [FromServices] StoredAnswers answers,
        [FromServices] ReportLinks links,
        [FromServices] IOptions<AccessSettings> settings,
        CancellationToken cancellation)
    {
        var caller = Caller.Of(context.User);
        if (await ReadAppraisal.FindAsync(answers, id, caller, cancellation) is not { } answer)
            return ReadAppraisal.NotFound(id);
        var (text, expiresAt) = links.Create(new LinkedReport(id, ReportLanguages.Of(lang, context.Request), caller.SightOf(answer.Record.Subject)));
        var link = new ReportLink($"{settings.Value.PublicUrl?.TrimEnd('/')}/v1/report-links/{text}", expiresAt);
        return TypedResults.Created(link.Url, link);
    }

    /// <summary>Returns the report of a link.</summary>
    public static async Task<Results<ReportResult, LinkEnded>> OpenAsync(
        string link,
        [FromServices] StoredAnswers answers,
        [FromServices] ReportLinks links,
        [FromServices] ReportWriter writer,
        CancellationToken cancellation)
    {
        if (links.Read(link) is not { } report || await answers.FindAsync(DecisionType.Appraisal, report.AppraisalId, report.Sight, cancellation) is not { } answer)
            return new LinkEnded();
        var html = await writer.WriteAsync(answer.Record, new ReportView(report.Language), templateVersion: null, cancellation);
        return new ReportResult(html, report.Language, ReportFormat.Html) { Keep = false, Name = answer.Record.Subject };
    }
}

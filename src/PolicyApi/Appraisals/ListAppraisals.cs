using System.ComponentModel;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using PolicyApi.Access;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Queries;
using PolicyApi.Platform.Requests;
using PolicyApi.Privacy;
using PolicyApi.Reports;
using PolicyApi.Reports.Cohorts;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Appraisals;

/// <summary>The query for the appraisals of a scheme.</summary>
public sealed record CohortQuery
{
    /// <summary>The format.</summary>
    [FromQuery(Name = "format"), Description("`csv` or `xlsx` for a table; `html` or `pdf` for a team overview with the newest appraisal of each person; default: by `Accept`."), OneOf(ReportFormat.Csv, ReportFormat.Xlsx, ReportFormat.Html, ReportFormat.Pdf)]
    public string? Format { get; init; }

    /// <summary>The language of an overview.</summary>
    [FromQuery(Name = "lang"), Description("`en` or `zh-CN`, for the overview only; default: by `Accept-Language`."), ReportLanguage, OfOverview]
    public string? Lang { get; init; }

    /// <summary>The template of an overview.</summary>
    [FromQuery(Name = "template"), Description("The template, for the overview only; default: `team-overview`."), OfOverview]
    public string? Template { get; init; }

    /// <summary>The maximum number of appraisals.</summary>
    [FromQuery(Name = "limit"), Description("The maximum number of appraisals, newest first: 1 to 1,000; default: 200."), Within(1, 1_000)]
    public int? Limit { get; init; }

    /// <summary>The cursor returned with the previous page.</summary>
    [FromQuery(Name = "after"), Description("Where the previous page ended, from its `Link` with `rel=\"next\"`."), Place(PlaceOf.Answer)]
    public string? After { get; init; }
}

/// <summary>Returns the stored appraisals of a scheme as a table, or as an overview for the leader of a team.</summary>
internal static class ListAppraisals
{
    private const int Usual = 200;

    /// <summary>The formats, the default first.</summary>
    public static IReadOnlyList<string> Forms { get; } = [ReportFormat.Csv, ReportFormat.Xlsx, ReportFormat.Html, ReportFormat.Pdf];

    /// <summary>Reads the newest appraisals of a scheme.</summary>
    public static async Task<Results<FileContentHttpResult, ReportResult, Fault>> HandleAsync(
        string id, [AsParameters] CohortQuery query, HttpRequest request, HttpResponse response, [FromServices] PreviewServices services, [FromServices] SchemeTemplates templates, [FromServices] PersonalExports exports, CancellationToken cancellation)
    {
        var format = ReportFormat.Of(query.Format, request, Forms);
        if (services.Catalog.Snapshot.Find(new DocumentKey(CatalogSection.Schemes, id)) is null)
            return CatalogFaults.NotFound(new DocumentKey(CatalogSection.Schemes, id), null);
        var caller = Caller.Of(request.HttpContext.User);
        var most = query.Limit ?? Usual;
        var page = await AnswerPages.CutAsync(services.Answers, new DecisionFilter(DecisionType.Appraisal, id), Cursors.Place(query.After, to: null), from: null, most, caller, cancellation);
        if (page.Next is { } next)
            response.Headers.Link = $"<{request.Path}{Next(query, next, most, format)}>; rel=\"next\"";
        await exports.NoteAsync(caller, $"schemes/{id}/appraisals", format, page.Records.Count, cancellation);
        if (format is ReportFormat.Csv or ReportFormat.Xlsx)
            return Table(id, format, page.Records, response);
        var language = ReportLanguages.Of(query.Lang, request);
        var template = await templates.NamedAsync(query.Template ?? "team-overview", cancellation);
        return new ReportResult(
            await services.Renderer.RenderAsync(template, await TeamData.OfAsync(services, id, page.Records, page.Next is not null, cancellation), new ReportView(language), "the template", cancellation), language, format)
        { Name = $"{id}-appraisals" };
    }

    // The next page has the same parameters.
    private static QueryString Next(CohortQuery query, string after, int limit, string format)
    {
        var next = QueryString.Create("after", after).Add("limit", limit.ToString(CultureInfo.InvariantCulture)).Add("format", format);
        if (query.Lang is not null)
            next = next.Add("lang", query.Lang);
        return query.Template is null ? next : next.Add("template", query.Template);
    }

    private static FileContentHttpResult Table(string scheme, string format, IReadOnlyList<DecisionRecord> page, HttpResponse response)
    {
        var members = TeamData.Members(page).ToList();
        var csv = CohortCsv.Write(members);
        TaggedExtensions.Keep(response, "Accept");

        // The tag of a workbook is weak: its content is the same each time, but not its bytes.
        var hash = Convert.ToHexStringLower(SHA256.HashData(csv));
        return format == ReportFormat.Csv
            ? TypedResults.File(csv, ReportFormat.MediaType(format) + "; charset=utf-8", $"{scheme}-appraisals.csv", entityTag: new EntityTagHeaderValue($"\"{hash}\""))
            : TypedResults.File(CohortWorkbook.Write(members), ReportFormat.MediaType(format), $"{scheme}-appraisals.xlsx", entityTag: new EntityTagHeaderValue($"\"{hash}-xlsx\"", isWeak: true));
    }
}

/// <summary>Refuses a parameter that has an effect on overviews only, if a table is requested.</summary>
internal sealed class OfOverviewAttribute : QueryRuleAttribute
{
    /// <inheritdoc />
    public override IEnumerable<string> Complaints(SentParameter sent)
    {
        var form = sent.Other("format") ?? ReportFormat.Liked(sent.Context.Request, ListAppraisals.Forms);
        if (form is ReportFormat.Csv or ReportFormat.Xlsx)
            yield return $"`{sent.Name}` has no effect on a table (`{form}`), which is the same for everyone; leave it out, or ask for an overview with `format={ReportFormat.Html}` or `format={ReportFormat.Pdf}`.";
    }
}

using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using PolicyApi.Access;
using PolicyApi.Catalog;
using PolicyApi.Platform.Bodies;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Queries;
using PolicyApi.Platform.Settings;
using PolicyApi.Platform.Templates;
using PolicyApi.Privacy;
using PolicyApi.Reports;
using PolicyApi.Storage;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyApi.Appraisals;

/// <summary>The query of a request for a preview.</summary>
public sealed record PreviewQuery
{
    /// <summary>The language.</summary>
    [FromQuery(Name = "lang"), Description("`en` or `zh-CN`; default: by `Accept-Language`."), ReportLanguage]
    public string? Lang { get; init; }

    /// <summary>Whether to add the pages with every rule.</summary>
    [FromQuery(Name = "detail"), Description("`summary` (the default), or `full`, which adds pages with every rule and the values it read."), OneOf("summary", ReadReport.Full)]
    public string? Detail { get; init; }

    /// <summary>The format.</summary>
    [FromQuery(Name = "format"), Description("`html` or `pdf`; default: by `Accept`."), OneOf(ReportFormat.Html, ReportFormat.Pdf)]
    public string? Format { get; init; }

    /// <summary>The stored appraisal to show.</summary>
    [FromQuery(Name = "appraisal"), Description("The id of a stored appraisal to show; default: sample data.")]
    public string? Appraisal { get; init; }
}

/// <summary>Shows a template, saved or not, with sample or chosen data. Nothing is stored.</summary>
internal static class PreviewTemplate
{
    /// <summary>Shows a template that is not saved.</summary>
    public static async Task<Results<ReportResult, Fault>> UnsavedAsync(
        [AsParameters] PreviewQuery query, HttpRequest request, [FromServices] PreviewServices services, [FromServices] IOptions<ServiceLimits> limits,
        [FromServices] IOptions<EngineLimits> engine, CancellationToken cancellation)
    {
        var reading = DocumentReader.Read(await BodyReader.ReadJsonAsync(request, limits.Value.DocumentBytes), engine.Value);
        if (reading.Document is TemplateDocument document)
            return await ShowAsync(document, query, request, services, cancellation);
        if (reading.Document is { } other)
            return DiagnosticFaults.DocumentInvalid([new ProblemEntry("kind-not-here", DiagnosticSeverity.Error, "/kind", $"only a `report-template` has a preview; `{other.Id}` is not one")]);
        var ofForm = reading.Diagnostics.Select(d => ProblemEntry.From(d));
        return DiagnosticFaults.DocumentInvalid(
            [.. reading.AsFarAsRead is TemplateDocument template ? ofForm.Concat(TemplateReader.Entries(TemplateReader.Read(template).Diagnostics)) : ofForm]);
    }

    /// <summary>Shows a version, draft or published.</summary>
    public static async Task<Results<ReportResult, Fault>> VersionAsync(
        string id, int version, [AsParameters] PreviewQuery query, HttpRequest request, [FromServices] PreviewServices services, CancellationToken cancellation)
    {
        var key = new DocumentKey(CatalogSection.Templates, id);
        if (await services.Catalog.ReadContentAsync(key, version, cancellation) is not { } content)
            return CatalogFaults.NotFound(key, version);
        var draft = services.Catalog.Snapshot.Find(key)!.FindVersion(version)!.Status == VersionStatus.Published ? "" : " (draft)";
        return await ShowAsync((TemplateDocument)DocumentReader.ReadAccepted(content).Document!, query, request, services, cancellation, $"{id} v{version}{draft}");
    }

    private static async Task<Results<ReportResult, Fault>> ShowAsync(
        TemplateDocument document, PreviewQuery query, HttpRequest request, PreviewServices services, CancellationToken cancellation, string? name = null)
    {
        var view = new ReportView(ReportLanguages.Of(query.Lang, request), query.Detail == ReadReport.Full, name);
        var form = ReportFormat.Of(query.Format, request, ReportFormat.Html, ReportFormat.Pdf);
        var reading = TemplateReader.Read(document);
        if (reading.Template is not { } template)
            return DiagnosticFaults.DocumentInvalid([.. TemplateReader.Entries(reading.Diagnostics)]);
        if (await DataAsync(template, query.Appraisal, Caller.Of(request.HttpContext.User), services, cancellation) is not { } data)
            return ReadAppraisal.NotFound(query.Appraisal!);
        try
        {
            return new ReportResult(await services.Renderer.RenderAsync(template, data, view, cancellation), view.Culture, form);
        }
        catch (ReportException e)
        {
            return RenderFaults.Of(e);
        }
    }

    private static async Task<ReportData?> DataAsync(
        ReportTemplate template, string? appraisal, Caller caller, PreviewServices services, CancellationToken cancellation)
    {
        if (appraisal is not { } id)
            return services.Samples.Of(template.Root, await services.Titles.OfAsync(services.Samples.Appraisal, cancellation));
        if (await ReadAppraisal.FindAsync(services.Answers, id, caller, cancellation) is not { Record: var record })
            return null;
        return template.Root == ReportModel.Team
            ? await TeamData.OfAsync(services, record.DocumentId, [record], more: false, cancellation)
            : await services.Writer.DataAsync(record, cancellation);
    }
}

/// <summary>The services for previews.</summary>
/// <param name="Catalog">The documents.</param>
/// <param name="Answers">The stored appraisals.</param>
/// <param name="Renderer">Renders templates.</param>
/// <param name="Writer">Reads appraisals for reports.</param>
/// <param name="Titles">The titles of fields.</param>
/// <param name="Samples">The sample data, used by default.</param>
internal sealed record PreviewServices(PolicyCatalog Catalog, StoredAnswers Answers, ReportRenderer Renderer, ReportWriter Writer, FieldTitles Titles, ReportSamples Samples);

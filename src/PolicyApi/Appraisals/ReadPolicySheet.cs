using System.ComponentModel;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Queries;
using PolicyApi.Reports;
using PolicyApi.Storage;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyApi.Appraisals;

/// <summary>Returns a version of a policy as a readable page, for HR to read, print and sign.</summary>
internal static class ReadPolicySheet
{
    /// <summary>Renders the sheet.</summary>
    public static async Task<Results<ReportResult, Fault>> HandleAsync(
        string id,
        int version,
        [FromQuery, Description("`en` or `zh-CN`; default: by `Accept-Language`."), ReportLanguage] string? lang,
        [FromQuery, Description("`html` or `pdf`; default: by `Accept`."), OneOf(ReportFormat.Html, ReportFormat.Pdf)] string? format,
        [FromQuery, Description("The template; default: `policy-sheet`.")] string? template,
        HttpRequest request,
        [FromServices] PreviewServices services,
        [FromServices] SchemeTemplates templates,
        [FromServices] TimeProvider time,
        CancellationToken cancellation)
    {
        var language = ReportLanguages.Of(lang, request);
        var form = ReportFormat.Of(format, request, ReportFormat.Html, ReportFormat.Pdf);
        var key = new DocumentKey(CatalogSection.Policies, id);
        if (services.Catalog.Snapshot.Find(key) is not { } history || history.FindVersion(version) is not { } found || await services.Catalog.ReadContentAsync(key, version, cancellation) is not { } content)
            return CatalogFaults.NotFound(key, version);
        var document = JsonNode.Parse(content.Span)!.AsObject();
        var titles = await services.Titles.OfRulesAsync((PolicyDocument)DocumentReader.ReadAccepted(content).Document!, cancellation);
        var status = JsonNamingPolicy.CamelCase.ConvertName(history.StatusOf(found, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)).ToString());
        var data = ReportData.FromJson(
            Encoding.UTF8.GetBytes(PolicySheetModel.Of(document, version, status, found.Sha256, titles).ToJsonString()), ReportModel.Policy, titles);
        return new ReportResult(
            await services.Renderer.RenderAsync(await templates.NamedAsync(template ?? "policy-sheet", cancellation), data, new ReportView(language), "the template", cancellation), language, form)
        { Name = $"{id}.v{version}" };
    }
}

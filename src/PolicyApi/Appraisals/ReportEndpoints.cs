using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using PolicyApi.Access;
using PolicyApi.Platform.Bodies;
using PolicyApi.Platform.Content;
using PolicyApi.Platform.OpenApi;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Requests;
using PolicyApi.Platform.Settings;
using PolicyApi.Reports;
using PolicyApi.Reports.Pdf;

namespace PolicyApi.Appraisals;

/// <summary>The services and endpoints of reports.</summary>
internal static class ReportEndpoints
{
    private static readonly string[] Pages = [ReportFormat.MediaType(ReportFormat.Pdf)];

    /// <summary>Registers the services of reports other than the renderer.</summary>
    public static IServiceCollection AddReports(this IServiceCollection services)
    {
        services.AddSettings<PdfSettings>(PdfSettings.Section);
        services.AddSingleton(provider => new PdfPrinter(provider.GetRequiredService<IOptions<PdfSettings>>().Value, provider.GetRequiredService<ILogger<PdfPrinter>>()));
        services.AddSingleton(provider => new ReportSamples(new DirectoryInfo(Path.Combine(provider.GetRequiredService<ContentFolders>().Templates.FullName, "sample-data"))));
        services.AddSingleton<FieldTitles>();
        services.AddSingleton<GradeScales>();
        services.AddSingleton<ReportWriter>();
        services.AddSingleton<PreviewServices>();
        return services;
    }

    /// <summary>Maps the endpoints below <c>/v1</c>.</summary>
    public static void MapReports(this IEndpointRouteBuilder api)
    {
        api.MapGet("/appraisals/{id}/report", ReadReport.HandleAsync)
            .WithTags(Tags.Appraisals).WithName("appraisalReport").WithSummary("The report as one page, ready to print: HTML or PDF")
            .WithDescription("The page shows the stored result; nothing is evaluated again.")
            .Produces<string>(200, "text/html", Pages).Refuses(400, 404, 406, 409, 410, 503).Tagged().Needs(Permission.ReadAppraisals);
        api.MapGet("/schemes/{id}/appraisals", ListAppraisals.HandleAsync)
            .WithTags(Tags.Appraisals).WithName("schemeAppraisals").WithSummary("The stored appraisals of a scheme, newest first, as a table or a team overview")
            .WithDescription("In a table, text that a spreadsheet would treat as a formula is prefixed with an apostrophe.")
            .Produces<string>(200, "text/csv", [ReportFormat.MediaType(ReportFormat.Xlsx), "text/html", .. Pages]).Refuses(400, 404, 406, 409, 503).Tagged().Needs(Permission.ReadAppraisals);
        api.MapGet("/policies/{id}/versions/{version:int}/sheet", ReadPolicySheet.HandleAsync)
            .WithTags(Tags.Policies).WithName("policySheet").WithSummary("A version of a policy in plain words: parameters, weights, rules")
            .Produces<string>(200, "text/html", Pages).Refuses(400, 404, 406, 409, 503).Tagged().Needs(Permission.ReadDocuments);
        api.MapPost("/templates:preview", PreviewTemplate.UnsavedAsync)
            .WithTags(Tags.Templates).WithName("previewTemplate").WithSummary("Preview an unsaved template, with sample data or a stored appraisal")
            .Accepts<JsonObject>(BodyReader.JsonMediaType).WithRequestExamples(BodyReader.JsonMediaType, library => library.Documents("report-template"))
            .Produces<string>(200, "text/html", Pages).Refuses(400, 404, 406, 413, 415, 422, 503).Needs(Permission.WriteDocuments);
        api.MapPost("/templates/{id}/versions/{version:int}/preview", PreviewTemplate.VersionAsync)
            .WithTags(Tags.Templates).WithName("previewTemplateVersion").WithSummary("Preview a version of a template, which may be a draft, with sample data or a stored appraisal")
            .Produces<string>(200, "text/html", Pages).Refuses(400, 404, 406, 422, 503).Needs(Permission.ReadDocuments);
        api.MapGet("/report-model", ReadReportModel.Handle)
            .WithTags(Tags.Templates).WithName("reportModel").WithSummary("Everything templates can read and call, as a JSON Schema with descriptions").Needs(Permission.ReadDocuments);
    }
}

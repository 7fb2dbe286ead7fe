using System.ComponentModel;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using PolicyApi.Catalog;
using PolicyApi.Jobs;
using PolicyApi.Platform.Bodies;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Queries;
using PolicyApi.Platform.Requests;
using PolicyApi.Platform.Settings;
using PolicyApi.Privacy;
using PolicyApi.Reports.Pdf;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Appraisals.Jobs;

/// <summary>The query of a request for the reports of a cohort.</summary>
public sealed record ReportsQuery
{
    /// <summary>The languages.</summary>
    [FromQuery(Name = "lang"), Description("`en`, `zh-CN` or `both` (the default)."), OneOf("both", "en", "zh-CN")]
    public string? Lang { get; init; }

    /// <summary>Whether to add the pages with every rule.</summary>
    [FromQuery(Name = "detail"), Description("`summary` (the default), or `full`, which adds pages with every rule and the values it read."), OneOf("summary", ReadReport.Full)]
    public string? Detail { get; init; }

    /// <summary>The format.</summary>
    [FromQuery(Name = "format"), Description("`html` (the default) or `pdf`."), OneOf(ReportFormat.Html, ReportFormat.Pdf)]
    public string? Format { get; init; }
}

/// <summary>The services for creating a job of reports.</summary>
internal sealed record ReportsJobServices(
    [FromServices] PolicyCatalog Catalog,
    [FromServices] IPolicyStore Store,
    [FromServices] SchemeTemplates Templates,
    [FromServices] JobStarter Starter,
    [FromServices] ReportsJob Kind,
    [FromServices] IOptions<ServiceLimits> Limits,
    [FromServices] IOptions<JobSettings> Settings,
    [FromServices] IOptions<PdfSettings> Pdf,
    [FromServices] TimeProvider Time);

/// <summary>Creates a job that writes the reports of everyone who was appraised by a scheme.</summary>
internal static class StartReportsJob
{
    private static readonly string[] Both = ["en", "zh-CN"];

    /// <summary>Starts a job with the newest appraisal of each person, and returns its status.</summary>
    public static async Task<Results<Accepted<JobStatus>, Fault>> HandleAsync(
        string id, [AsParameters] ReportsQuery query, HttpRequest request, [AsParameters] ReportsJobServices services, CancellationToken cancellation)
    {
        var key = new DocumentKey(CatalogSection.Schemes, id);
        if (services.Catalog.Snapshot.Find(key) is null)
            return CatalogFaults.NotFound(key, null);
        if (!BodyReader.IsJson(request))
            return Faults.UnsupportedMediaType(request.ContentType, BodyReader.JsonMediaType);
        var spec = SpecOf(id, query, services.Pdf.Value);
        var wanted = SubjectsCommandReader.Read(await BodyReader.ReadJsonAsync(request, services.Limits.Value.CommandBytes), id);
        var job = await services.Starter.StartAsync(
            services.Kind,
            JsonSerializer.SerializeToUtf8Bytes(spec, ReportsJobSpec.Json),
            services.Time.GetUtcNow(),
            Actors.Of(request.HttpContext),
            (intake, stop) => FillAsync(services, wanted, spec, intake, stop),
            cancellation);
        return TypedResults.Accepted(JobStatus.PathOf(job.Id), JobStatus.Of(job));
    }

    private static ReportsJobSpec SpecOf(string scheme, ReportsQuery query, PdfSettings pdf)
    {
        var languages = query.Lang is null or "both" ? Both : [query.Lang];
        if (query.Format == ReportFormat.Pdf)
            RequireBrowser(pdf);
        return new ReportsJobSpec(scheme, query.Format ?? ReportFormat.Html, query.Detail == ReadReport.Full ? ReadReport.Full : "summary", languages);
    }

    // Refuses the job at once, before all its lines fail one by one.
    private static void RequireBrowser(PdfSettings pdf)
    {
        try
        {
            BrowserFinder.Find(pdf);
        }
        catch (PdfUnavailableException e)
        {
            throw new FaultException(ReportResult.NoPdf(e));
        }
    }

    private static async Task FillAsync(ReportsJobServices services, SubjectsCommand wanted, ReportsJobSpec spec, JobIntake intake, CancellationToken cancellation)
    {
        var filter = new DecisionFilter(DecisionType.Appraisal, wanted.Scheme);
        var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await foreach (var record in StoredFacts.NewestAsync(services.Store, filter, wanted.DecidedFrom, wanted.DecidedTo, fits: r => !TeamData.MemberOf(r).IsTrial, cancellation))
        {
            var version = await TemplateVersionAsync(services.Templates, record, cancellation);
            var isApart = !ids.Add(record.Subject ?? "");
            foreach (var language in spec.Languages)
            {
                var line = JsonSerializer.SerializeToUtf8Bytes(new ReportLine(record.Id, language, version, isApart), ReportLine.Json);
                if (!await intake.AddAsync(new JobFrame(intake.Lines + 1, IsFaulty: false, line), cancellation))
                    throw new FaultException(JobFaults.TooManyLines(services.Settings.Value.Lines));
            }
        }

        if (intake.Lines == 0)
            throw new FaultException(Faults.Conflict("no-subjects", "There is nobody to report on", $"no stored appraisal of `{wanted.Scheme}` matches; choose a longer period."));
    }

    // The version is fixed now, so that all reports of the job have the same layout. If there is no template, the line of the report fails.
    private static async Task<int?> TemplateVersionAsync(SchemeTemplates templates, DecisionRecord record, CancellationToken cancellation)
    {
        using var appraisal = JsonDocument.Parse(record.Body);
        try
        {
            return (await templates.OfAsync(appraisal.RootElement, chosen: null, cancellation)).Version;
        }
        catch (FaultException)
        {
            return null;
        }
    }
}

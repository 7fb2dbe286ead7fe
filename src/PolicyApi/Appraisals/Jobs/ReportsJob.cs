using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PolicyApi.Access;
using PolicyApi.Jobs;
using PolicyApi.Platform.Json;
using PolicyApi.Platform.Ndjson;
using PolicyApi.Platform.Problems;
using PolicyApi.Privacy;
using PolicyApi.Reports;
using PolicyApi.Reports.Pdf;
using PolicyApi.Storage;

namespace PolicyApi.Appraisals.Jobs;

/// <summary>Writes the reports of a cohort: each line names one appraisal and one language, and the result is a ZIP of the pages.</summary>
/// <param name="answers">Reads the stored appraisals.</param>
/// <param name="writer">Writes a page.</param>
/// <param name="printer">Prints a page.</param>
internal sealed class ReportsJob(StoredAnswers answers, ReportWriter writer, PdfPrinter printer) : IJobKind
{
    /// <inheritdoc />
    public string Name => "reports";

    // A printed page takes up to a second and up to a megabyte.
    /// <inheritdoc />
    public int LinesPerChunk => 10;

    /// <inheritdoc />
    public JobDownload Download { get; } = new("application/zip", ".zip", ReportsZip.WriteAsync);

    /// <inheritdoc />
    public Task<HandleLine> PrepareAsync(JobToHandle job, CancellationToken cancellation)
    {
        var spec = JsonSerializer.Deserialize(job.Spec.Span, ReportsJobSpec.Json)!;
        return Task.FromResult<HandleLine>((line, content) => HandleAsync(spec, line, content, cancellation));
    }

    /// <inheritdoc />
    public IsAbout About(JobToHandle job, string subject, CancellationToken cancellation) => async (content, isResult) =>
    {
        if (!isResult)
            return await IsOfAsync(JsonSerializer.Deserialize(content.Span, ReportLine.Json)!.Appraisal, subject, cancellation);
        var (named, appraisal) = ReportsZip.WhoseIs(content);
        return string.Equals(named, subject, StringComparison.Ordinal) || (appraisal is not null && await IsOfAsync(appraisal, subject, cancellation));
    };

    // An appraisal that has been erased may have been this person's.
    private async Task<bool> IsOfAsync(string appraisal, string subject, CancellationToken cancellation)
    {
        try
        {
            return await answers.FindAsync(DecisionType.Appraisal, appraisal, Sight.Full, cancellation) is { } found
                && string.Equals(found.Record.Subject, subject, StringComparison.Ordinal);
        }
        catch (FaultException e) when (e.Fault.Status == StatusCodes.Status410Gone)
        {
            return true;
        }
    }

    private async ValueTask<LineOutput> HandleAsync(ReportsJobSpec spec, int line, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var wanted = JsonSerializer.Deserialize(content.Span, ReportLine.Json)!;
        try
        {
            // Only evaluators create jobs and download their results, and they see all personal data.
            if (await answers.FindAsync(DecisionType.Appraisal, wanted.Appraisal, Sight.Full, cancellation) is not { Record: var record })
                return Refused(line, ReadAppraisal.NotFound(wanted.Appraisal));
            var html = await writer.WriteAsync(record, new ReportView(wanted.Lang, spec.Detail == ReadReport.Full), wanted.TemplateVersion, cancellation);
            var page = spec.Format == ReportFormat.Pdf ? await printer.PrintAsync(html, cancellation) : Encoding.UTF8.GetBytes(html);
            return new LineOutput(ReportsZip.Entry($"{ReportsZip.SafeName(record.Subject, wanted.Appraisal, wanted.IsApart)}.{wanted.Lang}.{spec.Format}", page), IsFailed: false);
        }
        catch (FaultException e)
        {
            return Refused(line, e.Fault);
        }
        catch (PdfUnavailableException e)
        {
            return Refused(line, ReportResult.NoPdf(e));
        }
    }

    private static LineOutput Refused(int line, Fault fault) => new(LineError.Utf8(line, fault), IsFailed: true);
}

/// <summary>What was fixed for a job of reports when it was created.</summary>
/// <param name="Scheme">The scheme.</param>
/// <param name="Format"><c>html</c> or <c>pdf</c>.</param>
/// <param name="Detail"><c>full</c> or <c>summary</c>.</param>
/// <param name="Languages">The languages of which each person gets a report.</param>
public sealed record ReportsJobSpec(string Scheme, string Format, string Detail, IReadOnlyList<string> Languages)
{
    /// <summary>How it is stored.</summary>
    internal static JsonTypeInfo<ReportsJobSpec> Json { get; } = WireJson.Type<ReportsJobSpec>(AppraisalJobJson.Default);
}

/// <summary>One report of a job.</summary>
/// <param name="Appraisal">The appraisal's id.</param>
/// <param name="Lang">The language.</param>
/// <param name="TemplateVersion">The template's version when the job was made; <see langword="null"/> when none was in force.</param>
/// <param name="IsApart">Whether the job has another person whose id differs by upper and lower case only.</param>
public sealed record ReportLine(string Appraisal, string Lang, int? TemplateVersion, bool IsApart = false)
{
    /// <summary>How it is stored.</summary>
    internal static JsonTypeInfo<ReportLine> Json { get; } = WireJson.Type<ReportLine>(AppraisalJobJson.Default);
}

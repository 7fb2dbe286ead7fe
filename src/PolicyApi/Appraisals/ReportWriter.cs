using System.Buffers;
using System.Text;
using System.Text.Json;
using PolicyApi.Reports;
using PolicyApi.Storage;
using PolicyEngine.Documents;
using PolicyEngine.Scoring;

namespace PolicyApi.Appraisals;

/// <summary>Writes the report of a stored appraisal.</summary>
/// <param name="templates">Finds the template.</param>
/// <param name="titles">The titles of fields.</param>
/// <param name="scales">Finds the scale by which an appraisal was graded.</param>
/// <param name="renderer">Renders the template.</param>
internal sealed class ReportWriter(SchemeTemplates templates, FieldTitles titles, GradeScales scales, ReportRenderer renderer)
{
    /// <summary>Returns the report of a record as an HTML page.</summary>
    /// <param name="record">A stored appraisal.</param>
    /// <param name="view">How to show the report.</param>
    /// <param name="templateVersion">A published version of the template; <see langword="null"/> for the one in force.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="Platform.Problems.FaultException">There is no template, or it cannot be rendered.</exception>
    public async Task<string> WriteAsync(DecisionRecord record, ReportView view, int? templateVersion, CancellationToken cancellation)
    {
        using var json = JsonDocument.Parse(record.Body);
        var template = await templates.OfAsync(json.RootElement, templateVersion, cancellation);
        return await renderer.RenderAsync(template, await DataAsync(record, json.RootElement, cancellation), view, "the scheme's template", cancellation);
    }

    /// <summary>Returns the data that a template can read for a record.</summary>
    public async Task<ReportData> DataAsync(DecisionRecord record, CancellationToken cancellation)
    {
        using var json = JsonDocument.Parse(record.Body);
        return await DataAsync(record, json.RootElement, cancellation);
    }

    private async Task<ReportData> DataAsync(DecisionRecord record, JsonElement appraisal, CancellationToken cancellation) =>
        DataOf(record, appraisal, await titles.OfAsync(appraisal, cancellation), await scales.OfAsync(appraisal, cancellation));

    /// <summary>Returns the record, with two members in front that a record cannot contain itself: its own hash and the scale by which it was graded.</summary>
    /// <param name="record">An appraisal's record.</param>
    /// <param name="appraisal">The body of the record.</param>
    /// <param name="titles">The titles of fields.</param>
    /// <param name="scale">The scale by which it was graded; <see langword="null"/> if that is not known.</param>
    public static ReportData DataOf(DecisionRecord record, JsonElement appraisal, IReadOnlyDictionary<string, LocalizedText> titles, GradeScale? scale)
    {
        var body = new ArrayBufferWriter<byte>(record.Body.Length + 512);
        body.Write(Encoding.UTF8.GetBytes($"{{\"sha256\":\"{record.Sha256}\","));
        if (scale is not null)
            body.Write(Encoding.UTF8.GetBytes($"\"gradeScale\":{ReportScale.Of(scale, CompositeOf(appraisal)).ToJson().ToJsonString()},"));
        body.Write(record.Body.Span[1..]);
        return ReportData.FromJson(body.WrittenMemory, fieldTitles: titles);
    }

    private static decimal? CompositeOf(JsonElement appraisal) =>
        appraisal.GetProperty("scores").TryGetProperty("composite", out var composite) ? composite.GetDecimal() : null;
}

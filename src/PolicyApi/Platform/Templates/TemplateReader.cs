using PolicyApi.Platform.Problems;
using PolicyApi.Reports;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyApi.Platform.Templates;

/// <summary>Turns template documents into templates that can be rendered.</summary>
internal static class TemplateReader
{
    /// <summary>Parses a template and lists all errors in its parts.</summary>
    /// <param name="document">The document, whose structure the engine has checked.</param>
    public static TemplateReading Read(TemplateDocument document) =>
        ReportTemplate.Parse(document.Body, document.Includes, new ReportTexts(document.En, document.ZhCn));

    /// <summary>Parses a stored template, which was checked when it was saved.</summary>
    /// <param name="document">The document.</param>
    public static TemplateReading Load(TemplateDocument document) =>
        ReportTemplate.Load(document.Body, document.Includes, new ReportTexts(document.En, document.ZhCn));

    /// <summary>
    /// Returns the errors as entries: the pointer names the part, the message the place in it. Texts that one language lacks are left out, because
    /// the engine reports them, with their place, when it reads the document.
    /// </summary>
    public static IEnumerable<ProblemEntry> Entries(IEnumerable<TemplateDiagnostic> diagnostics) => diagnostics.Where(d => d.Part != TemplateLint.Texts).Select(d => new ProblemEntry(
        d.Code,
        DiagnosticSeverity.Error,
        "/" + d.Part,
        d.Line > 0 ? $"line {d.Line}, column {d.Column} of the part: {d.Message}" : d.Message));
}

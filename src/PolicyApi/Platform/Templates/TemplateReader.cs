using PolicyApi.Platform.Problems;
using PolicyApi.Reports;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyApi.Platform.Templates;

/// <summary>Turns a template document into a template that renders.</summary>
internal static class TemplateReader
{
    /// <summary>Parses the template and lists every fault of its parts.</summary>
    /// <param name="document">The document, whose form the engine has checked.</param>
    public static TemplateReading Read(TemplateDocument document) =>
        ReportTemplate.Parse(document.Body, document.Includes, new ReportTexts(document.En, document.ZhCn));

    /// <summary>Parses a stored template, as it was taken when it was saved.</summary>
    /// <param name="document">The document.</param>
    public static TemplateReading Load(TemplateDocument document) =>
        ReportTemplate.Load(document.Body, document.Includes, new ReportTexts(document.En, document.ZhCn));

    /// <summary>
    /// The faults as entries: the pointer names the part, the message the place inside it. A text that one language lacks is not among them: the
    /// engine has told it when it read the document, with its place there.
    /// </summary>
    public static IEnumerable<ProblemEntry> Entries(IEnumerable<TemplateDiagnostic> diagnostics) => diagnostics.Where(d => d.Part != TemplateLint.Texts).Select(d => new ProblemEntry(
        d.Code,
        DiagnosticSeverity.Error,
        "/" + d.Part,
        d.Line > 0 ? $"line {d.Line}, column {d.Column} of the part: {d.Message}" : d.Message));
}

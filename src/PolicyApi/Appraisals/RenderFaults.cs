using PolicyApi.Platform.Problems;
using PolicyApi.Reports;
using PolicyEngine.Documents;

namespace PolicyApi.Appraisals;

/// <summary>A template that was stopped while it rendered, as a refusal.</summary>
internal static class RenderFaults
{
    /// <summary>Names the place in the template.</summary>
    public static Fault Of(ReportException e) => new(
        422, "render-failed", "The template cannot be rendered", "`errors` names the place in the template; correct it there.",
        [new ProblemEntry("render-failed", DiagnosticSeverity.Error, e.Part.Length == 0 ? "" : "/" + e.Part, e.Line > 0 ? $"line {e.Line}, column {e.Column} of the part: {e.Message}" : e.Message)]);
}

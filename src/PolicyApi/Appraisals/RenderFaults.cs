using PolicyApi.Platform.Problems;
using PolicyApi.Reports;
using PolicyEngine.Documents;

namespace PolicyApi.Appraisals;

/// <summary>Turns failures of rendering into refusals.</summary>
internal static class RenderFaults
{
    /// <summary>Renders with a published template.</summary>
    /// <exception cref="FaultException">The template is for other data, or rendering fails; the refusal (409) then names the place in the template.</exception>
    public static async Task<string> RenderAsync(this ReportRenderer renderer, FoundTemplate template, ReportData data, ReportView view, string what, CancellationToken cancellation)
    {
        if (template.Template.Root != data.Name)
            throw new FaultException(Faults.Conflict("other-template", "The template is about something else", $"{what} is for `{template.Template.Root}`, and this report is about `{data.Name}`; name another template."));
        try
        {
            return await renderer.RenderAsync(template.Template, data, view with { Template = template.Name }, cancellation);
        }
        catch (ReportException e)
        {
            throw new FaultException(Of(e, 409));
        }
    }

    /// <summary>Returns the refusal that names the place in the template.</summary>
    public static Fault Of(ReportException e, int status = 422) => new(
        status, "render-failed", "The template cannot be rendered", "`errors` names the place in the template; correct it there.",
        [new ProblemEntry("render-failed", DiagnosticSeverity.Error, e.Part.Length == 0 ? "" : "/" + e.Part, e.Line > 0 ? $"line {e.Line}, column {e.Column} of the part: {e.Message}" : e.Message)]);
}

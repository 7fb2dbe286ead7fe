using System.Text.Json;
using PolicyApi.Platform.Problems;
using PolicyApi.Reports;
using PolicyEngine.Documents;

namespace PolicyApi.Appraisals;

/// <summary>Reads a template document's content into a template that renders.</summary>
internal static class TemplateReader
{
    /// <summary>Parses the template and lists every fault of its parts.</summary>
    /// <param name="content">A template document whose form the engine has checked.</param>
    public static TemplateReading Read(ReadOnlyMemory<byte> content)
    {
        using var json = JsonDocument.Parse(content);
        var root = json.RootElement;
        var texts = root.GetProperty("texts");
        return ReportTemplate.Parse(
            root.GetProperty("body").GetString()!,
            root.TryGetProperty("includes", out var includes) ? Texts(includes) : new Dictionary<string, string>(StringComparer.Ordinal),
            new ReportTexts(Texts(texts.GetProperty("en")), Texts(texts.GetProperty("zh-CN"))));
    }

    /// <summary>The faults as entries: the pointer names the part, the message the place inside it.</summary>
    public static IEnumerable<ProblemEntry> Entries(IEnumerable<TemplateDiagnostic> diagnostics) => diagnostics.Select(d => new ProblemEntry(
        d.Code,
        DiagnosticSeverity.Error,
        "/" + d.Part,
        d.Line > 0 ? $"line {d.Line}, column {d.Column} of the part: {d.Message}" : d.Message));

    private static Dictionary<string, string> Texts(JsonElement members) =>
        members.EnumerateObject().ToDictionary(m => m.Name, m => m.Value.GetString()!, StringComparer.Ordinal);
}

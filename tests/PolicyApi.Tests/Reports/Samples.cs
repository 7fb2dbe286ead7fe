using System.Text.Json;
using PolicyApi.Reports;

namespace PolicyApi.Tests.Reports;

/// <summary>The shipped template and the sample appraisals.</summary>
internal static class Samples
{
    public static ReportTemplate Template { get; } = ReadTemplate();

    public static byte[] Bytes(string name) => File.ReadAllBytes(RepositoryFiles.Path("tests", "PolicyApi.Tests", "Reports", "Samples", name + ".json"));

    public static ReportData Data(string name) => ReportData.FromJson(Bytes(name));

    private static ReportTemplate ReadTemplate()
    {
        var folder = RepositoryFiles.Path("report-templates", "kam-appraisal");
        var includes = Directory.GetFiles(Path.Combine(folder, "includes"), "*.html")
            .ToDictionary(f => Path.GetFileNameWithoutExtension(f)!, File.ReadAllText, StringComparer.Ordinal);
        var texts = new ReportTexts(Texts(folder, "en"), Texts(folder, "zh-CN"));
        var reading = ReportTemplate.Parse(File.ReadAllText(Path.Combine(folder, "body.html")), includes, texts);
        return reading.Template ?? throw new InvalidOperationException(string.Join('\n', reading.Diagnostics));
    }

    private static Dictionary<string, string> Texts(string folder, string language) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(folder, $"texts.{language}.json")))!;
}

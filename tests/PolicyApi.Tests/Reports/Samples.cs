using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyApi.Appraisals;
using PolicyApi.Platform.Content;
using PolicyApi.Platform.Templates;
using PolicyApi.Reports;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyApi.Tests.Reports;

/// <summary>The shipped template and the sample appraisals.</summary>
internal static class Samples
{
    public static ReportTemplate Template { get; } = ReadTemplate();

    /// <summary>The titles of fields in the shipped fact model and policies.</summary>
    public static IReadOnlyDictionary<string, LocalizedText> Titles { get; } = FieldTitles.Of(
    [
        Policy("models", "key-account-manager"), Policy("kpi-weighting", "kam-kpi-weighting"), Policy("promotion-eligibility", "kam-promotion"),
        Policy("training-trigger", "kam-training"), Policy("reward", "kam-rewards"),
    ]);

    public static byte[] Bytes(string name) => File.ReadAllBytes(RepositoryFiles.Path("tests", "PolicyApi.Tests", "Reports", "Samples", name + ".json"));

    public static ReportData Data(string name) => Data(JsonNode.Parse(Bytes(name))!.AsObject());

    /// <summary>Returns an appraisal with the scale of the shipped weighting policy.</summary>
    public static ReportData Data(JsonObject appraisal)
    {
        appraisal["gradeScale"] = ReportScale.Of(((PolicyDocument)Policy("kpi-weighting", "kam-kpi-weighting")).Grades!, (decimal?)appraisal["scores"]!["composite"]).ToJson();
        return ReportData.FromJson(Encoding.UTF8.GetBytes(appraisal.ToJsonString()), fieldTitles: Titles);
    }

    /// <summary>Returns a template of the repository.</summary>
    public static ReportTemplate Shipped(string name)
    {
        var file = DefaultDocuments.Templates(ContentFolders.Find()).Single(t => t.Name == name);
        return TemplateReader.Read((TemplateDocument)DocumentReader.Read(file.Utf8).Document!).Template!;
    }

    private static Document Policy(string folder, string id) =>
        DocumentReader.Read(File.ReadAllBytes(RepositoryFiles.Path("policies", folder, id + ".json"))).Document!;

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

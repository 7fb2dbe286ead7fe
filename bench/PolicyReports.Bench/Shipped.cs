using System.Text.Json;
using PolicyApi.Reports;

namespace PolicyReports.Bench;

/// <summary>The template of the appraisal report and the sample appraisals in the repository.</summary>
internal static class Shipped
{
    private static readonly string Root = Find();

    /// <summary>The template's body.</summary>
    public static string Body { get; } = File.ReadAllText(Path.Combine(Folder, "body.html"));

    /// <summary>The template's includes.</summary>
    public static IReadOnlyDictionary<string, string> Includes { get; } = Directory.GetFiles(Path.Combine(Folder, "includes"), "*.html")
        .ToDictionary(f => Path.GetFileNameWithoutExtension(f)!, File.ReadAllText, StringComparer.Ordinal);

    /// <summary>The template's texts.</summary>
    public static ReportTexts Texts { get; } = new(Read("en"), Read("zh-CN"));

    /// <summary>The stored appraisals, one JSON object each.</summary>
    public static byte[][] Appraisals { get; } =
        [.. File.ReadLines(Path.Combine(Root, "report-templates", "sample-data", "appraisals.ndjson")).Select(System.Text.Encoding.UTF8.GetBytes)];

    private static string Folder => Path.Combine(Root, "report-templates", "kam-appraisal");

    /// <summary>Parses the template, as happens when it is saved and for the first report of a version.</summary>
    public static ReportTemplate Parse() => ReportTemplate.Parse(Body, Includes, Texts).Template ?? throw new InvalidOperationException("the shipped template has faults");

    private static Dictionary<string, string> Read(string language) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(Folder, $"texts.{language}.json")))!;

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PolicyService.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("run the bench from within the repository");
    }
}

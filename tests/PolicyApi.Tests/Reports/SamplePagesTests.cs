using System.Text.RegularExpressions;
using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Reports;

/// <summary>Prints the reports of sample managers through the service: a few by default, all with <c>ALL_REPORTS=1</c>.</summary>
[Collection(SharedService.Name)]
public sealed partial class SamplePagesTests(RunningService service)
{
    // The longest reports: undetermined skills, an early leaver, no goals.
    private static readonly string[] Few = ["km-005", "km-018", "km-020"];

    public static TheoryData<string, string> Managers
    {
        get
        {
            var all = Directory.GetFiles(RepositoryFiles.Path("samples", "managers")).Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal);
            var pages = new TheoryData<string, string>();
            foreach (var manager in Environment.GetEnvironmentVariable("ALL_REPORTS") == "1" ? all : Few.AsEnumerable())
            {
                pages.Add(manager, "en");
                pages.Add(manager, "zh-CN");
            }

            return pages;
        }
    }

    [BrowserTheory]
    [MemberData(nameof(Managers))]
    public async Task A_sample_managers_report_prints_to_two_pages_of_a4(string manager, string culture)
    {
        var appraisal = (await service.PostAsync("/v1/schemes/kam-annual/appraisals", Texts.Manager(manager))).Header("Location");
        var file = Path.Combine(Directory.CreateTempSubdirectory("policy-service-tests-").FullName, $"{manager}.{culture}.pdf");
        await File.WriteAllBytesAsync(file, await service.Client.GetByteArrayAsync($"{appraisal}/report?format=pdf&lang={culture}"));

        var about = PdfTools.Run("pdfinfo", file);

        Assert.Matches(TwoPages(), about);
        Assert.Matches(A4(), about);
    }

    [GeneratedRegex(@"Pages:\s+2\n", RegexOptions.None, 1000)]
    private static partial Regex TwoPages();

    [GeneratedRegex(@"\(A4\)", RegexOptions.None, 1000)]
    private static partial Regex A4();
}

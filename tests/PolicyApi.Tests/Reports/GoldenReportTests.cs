using PolicyApi.Reports;

namespace PolicyApi.Tests.Reports;

public sealed class GoldenReportTests
{
    [Theory]
    [InlineData("complete", "en")]
    [InlineData("complete", "zh-CN")]
    [InlineData("open", "en")]
    [InlineData("open", "zh-CN")]
    public void The_shipped_template_writes_the_page_that_was_reviewed(string sample, string culture)
    {
        using var renderer = new ReportRenderer(Rendering.Unhurried);
        Golden.Check($"{sample}.{culture}.html", renderer.Render(Samples.Template, Samples.Data(sample), culture, CancellationToken.None));
    }
}

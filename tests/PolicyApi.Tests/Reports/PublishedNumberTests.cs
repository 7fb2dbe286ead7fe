using System.Globalization;
using System.Text.Json;
using PolicyApi.Reports;

namespace PolicyApi.Tests.Reports;

public sealed class PublishedNumberTests
{
    [Theory]
    [InlineData("complete", "en")]
    [InlineData("complete", "zh-CN")]
    [InlineData("open", "en")]
    [InlineData("open", "zh-CN")]
    public void Every_score_of_the_stored_appraisal_stands_in_the_report_digit_for_digit(string sample, string culture)
    {
        using var renderer = new ReportRenderer(Rendering.Unhurried);
        var html = renderer.Render(Samples.Template, Samples.Data(sample), culture, CancellationToken.None);
        using var stored = JsonDocument.Parse(Samples.Bytes(sample));
        var numbers = Shown(stored.RootElement).ToList();

        Assert.True(numbers.Count > 80, $"only {numbers.Count} numbers were looked for");
        Assert.All(numbers, n => Assert.Contains(n, html, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Shown(JsonElement appraisal)
    {
        var scores = appraisal.GetProperty("scores");
        var kpi = scores.GetProperty("kpi");
        JsonElement[] shown =
        [
            .. Members(scores, "composite"),
            .. Items(scores, "components", "score", "contribution", "weight"),
            .. Members(kpi, "score", "meanOfMonths", "meanOfQuarters", "monthWeight", "quarterWeight", "yearWeight"),
            .. Items(kpi, "months", "score"),
            .. Items(kpi, "quarters", "score"),
            .. Members(kpi.GetProperty("year"), "score"),
            .. Items(kpi.GetProperty("year"), "indicators", "actual", "target", "score", "weight", "contribution"),
            .. Items(scores.GetProperty("feedback360"), "competencies", "score", "self"),
            .. scores.GetProperty("feedback360").GetProperty("competencies").EnumerateArray().SelectMany(c => Items(c, "groups", "mean")),
            .. Members(scores.GetProperty("goals"), "score"),
            .. Items(scores.GetProperty("goals"), "items", "weight", "progress", "contribution"),
            .. Items(scores, "dimensions", "output"),
            .. Items(appraisal.GetProperty("reward"), "rules", "output"),
        ];
        return shown.Select(e => e.GetDecimal().ToString("#,0.##########", CultureInfo.InvariantCulture));
    }

    private static IEnumerable<JsonElement> Items(JsonElement parent, string list, params string[] members) =>
        parent.GetProperty(list).EnumerateArray().SelectMany(i => Members(i, members));

    private static IEnumerable<JsonElement> Members(JsonElement parent, params string[] members) =>
        members.Where(m => parent.TryGetProperty(m, out var v) && v.ValueKind == JsonValueKind.Number).Select(parent.GetProperty);
}

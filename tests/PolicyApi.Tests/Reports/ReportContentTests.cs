using PolicyApi.Reports;

namespace PolicyApi.Tests.Reports;

public sealed class ReportContentTests
{
    [Theory]
    [InlineData("en", "<html lang=\"en\">")]
    [InlineData("zh-CN", "<html lang=\"zh-CN\">")]
    [InlineData("en", "Gross profit achieved (a loss is negative)")]
    [InlineData("zh-CN", "实际毛利（亏损填负数）")]
    [InlineData("en", "? undetermined")]
    [InlineData("en", "n&lt;3 / too few")]
    [InlineData("zh-CN", "n&lt;3 / 人数不足")]
    [InlineData("zh-CN", "未观察")]
    [InlineData("zh-CN", "不适用")]
    [InlineData("en", "Q3, K2: no data: weight to the others")]
    [InlineData("en", "Customers speak twice")]
    [InlineData("zh-CN", "战略合作伙伴、客户价值创造者、公司的代表")]
    [InlineData("zh-CN", "申诉意见")]
    public void An_open_appraisal_says_what_is_open_and_why(string culture, string words)
    {
        Assert.Contains(words, Render("open", culture), StringComparison.Ordinal);
    }

    [Fact]
    public void A_complete_appraisal_has_no_box_of_missing_data()
    {
        Assert.DoesNotContain("<div class=\"open\">", Render("complete", "en"), StringComparison.Ordinal);
        Assert.Contains("<div class=\"open\">", Render("open", "en"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"promotion\"")]
    [InlineData("\"training\"")]
    [InlineData("\"reward\"")]
    [InlineData("\"facts\"")]
    public void A_scheme_without_a_part_still_has_a_report(string part)
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(Samples.Bytes("complete"))!.AsObject();
        Assert.True(json.Remove(part.Trim('"')));
        using var renderer = new ReportRenderer();

        var html = renderer.Render(
            Samples.Template, ReportData.FromJson(System.Text.Encoding.UTF8.GetBytes(json.ToJsonString())), "en", CancellationToken.None);

        Assert.EndsWith("</html>\n", html, StringComparison.Ordinal);
    }

    private static string Render(string sample, string culture)
    {
        using var renderer = new ReportRenderer();
        return renderer.Render(Samples.Template, Samples.Data(sample), culture, CancellationToken.None);
    }
}

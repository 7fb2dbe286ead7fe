using System.Text;
using System.Text.Json.Nodes;
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
        var json = JsonNode.Parse(Samples.Bytes("complete"))!.AsObject();
        Assert.True(json.Remove(part.Trim('"')));
        using var renderer = new ReportRenderer(Rendering.Unhurried);

        var html = renderer.Render(
            Samples.Template, ReportData.FromJson(Encoding.UTF8.GetBytes(json.ToJsonString())), "en", CancellationToken.None);

        Assert.EndsWith("</html>\n", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "Year: Key account expansion", "<li><b>Customer maintenance and development</b>: ")]
    [InlineData("zh-CN", "全年：重点客户拓展", "<li><b>客户维护与开发</b>：")]
    public void A_dimension_that_lacks_a_score_names_it_in_words(string culture, string words, string item)
    {
        var html = RenderChanged("open", culture, json =>
        {
            json["scores"]!["dimensions"]![0]!["missing"] = new JsonArray("results.year.K1");
        });

        Assert.Contains(item + words + "\n</li>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("results.year.K1", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "− 1,200.50", "is to be paid back")]
    [InlineData("zh-CN", "− 1,200.50", "应予退回")]
    public void A_balance_below_zero_is_said_to_be_paid_back(string culture, string amount, string words)
    {
        var html = RenderChanged("complete", culture, json =>
        {
            json["reward"]!["rules"]!.AsArray().Single(r => (string?)r!["name"] == "BALANCE")!["output"] = -1200.5m;
        });

        Assert.Contains(amount, html, StringComparison.Ordinal);
        Assert.Contains(words, html, StringComparison.Ordinal);
        Assert.DoesNotContain(words, Render("complete", culture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "computed with all their digits and rounded once")]
    [InlineData("zh-CN", "仅在最后舍入一次")]
    [InlineData("en", "contribution to the composite, shown rounded")]
    [InlineData("zh-CN", "对综合得分的贡献（按舍入值显示）")]
    public void Who_reckons_with_the_figures_shown_is_told_why_bonus_and_composite_may_differ(string culture, string words)
    {
        Assert.Contains(words, Render("complete", culture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", 95.04, "A", "<b>S</b> from 100", "<b>A</b> from 90 · this appraisal", "Still missing for grade <b>S</b>: <b>4.96</b>")]
    [InlineData("zh-CN", 95.04, "A", "<b>S</b> 100 分起", "<b>A</b> 90 分起 · 本次等级", "距 <b>S</b> 级还差 <b>4.96</b> 分")]
    [InlineData("en", 89.99, "B", "<b>A</b> from 90", "<b>B</b> from 75 · this appraisal", "Still missing for grade <b>A</b>: <b>0.01</b>")]
    [InlineData("en", -3.5, null, "<b>S</b> from 100", "<b>D</b> from 0", "Still missing for grade <b>D</b>: <b>3.5</b>")]
    public void The_scale_is_shown_with_the_grade_given_and_what_is_missing_for_the_next(string culture, double composite, string? grade, params string[] words)
    {
        var html = RenderChanged("complete", culture, json => (json["scores"]!["composite"], json["scores"]!["grade"]) = ((decimal)composite, grade));

        Assert.All(words, w => Assert.Contains(w, html, StringComparison.Ordinal));
        Assert.Equal(grade is null ? 0 : 1, Owned(html));
    }

    [Theory]
    [InlineData("en", "Still missing for")]
    [InlineData("zh-CN", "级还差")]
    public void Nothing_is_missing_for_who_has_the_best_grade_and_nothing_is_said_of_who_has_none_yet(string culture, string words)
    {
        var best = RenderChanged("complete", culture, json => (json["scores"]!["composite"], json["scores"]!["grade"]) = (100m, "S"));
        var open = RenderChanged("complete", culture, json =>
        {
            json["scores"]!.AsObject().Remove("composite");
            json["scores"]!.AsObject().Remove("grade");
        });

        Assert.All([best, open], html => Assert.DoesNotContain(words, html, StringComparison.Ordinal));
        Assert.All([best, open], html => Assert.Equal(5, html.Split("<span class=\"step").Length - 1));
        Assert.Equal((1, 0), (Owned(best), Owned(open)));
    }

    private static int Owned(string html) => html.Split("<span class=\"step own\">").Length - 1;

    private static string RenderChanged(string sample, string culture, Action<JsonObject> change)
    {
        var json = JsonNode.Parse(Samples.Bytes(sample))!.AsObject();
        change(json);
        using var renderer = new ReportRenderer(Rendering.Unhurried);
        return renderer.Render(Samples.Template, Samples.Data(json), culture, CancellationToken.None);
    }

    private static string Render(string sample, string culture)
    {
        using var renderer = new ReportRenderer(Rendering.Unhurried);
        return renderer.Render(Samples.Template, Samples.Data(sample), culture, CancellationToken.None);
    }
}

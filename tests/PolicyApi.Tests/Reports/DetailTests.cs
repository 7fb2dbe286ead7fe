using System.Text;
using System.Text.Json.Nodes;
using PolicyApi.Reports;

namespace PolicyApi.Tests.Reports;

public sealed class DetailTests
{
    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public void The_pages_of_detail_have_every_rule_with_every_value_it_read(string culture)
    {
        var html = Render(Samples.Bytes("open"), culture, full: true);

        var appraisal = JsonNode.Parse(Samples.Bytes("open"))!;
        var rules = new[] { "promotion", "training", "reward" }.SelectMany(p => AllRules(appraisal[p]!["rules"]!)).Concat(AllRules(appraisal["scores"]!["dimensions"]!)).ToList();
        Assert.NotEmpty(rules);
        Assert.All(rules, r => Assert.Contains($"<code class=\"soft\">{r["name"]}</code>", html, StringComparison.Ordinal));
        Assert.All(rules.SelectMany(r => r["values"]!.AsArray()), v => Assert.Contains($"<code>{v!["path"]}</code> =", html, StringComparison.Ordinal));
    }

    [Fact]
    public void A_value_of_one_is_a_number_and_not_a_yes()
    {
        Assert.Equal("1 ✓ ✗ 0 —", Rendering.Render("{{ plain 1.0 | string.slice 0 1 }} {{ plain true }} {{ plain false }} {{ plain 0 }} {{ plain null }}"));
    }

    [Fact]
    public void Without_being_asked_for_there_is_no_detail()
    {
        Assert.DoesNotContain("<section class=\"detail\">", Render(Samples.Bytes("complete"), "en", full: false), StringComparison.Ordinal);
        Assert.Contains("<section class=\"detail\">", Render(Samples.Bytes("complete"), "en", full: true), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "Expense came to 112 % of budget")]
    [InlineData("zh-CN", "费用为预算的 112%")]
    public void A_bonus_that_the_cost_gate_took_away_says_so(string culture, string reason)
    {
        var appraisal = JsonNode.Parse(Samples.Bytes("complete"))!;
        var rules = AllRules(appraisal["reward"]!["rules"]!).ToDictionary(r => (string)r["name"]!, StringComparer.Ordinal);
        rules["BONUS_AMOUNT"]["output"] = 0;
        rules["BALANCE"]["output"] = -30000;
        var gate = JsonNode.Parse("""{"name":"COST_GATE","title":{"en":"Expense within tolerance","zh-CN":"费用控制门槛"},"category":"check","outcome":"notMet","reason":{"en":"Expense came to 112 % of budget: no bonus is paid","zh-CN":"费用为预算的 112%，不发放奖金"},"values":[],"missing":[],"rules":[]}""")!;
        var list = appraisal["reward"]!["rules"]!.AsArray();
        if (rules.TryGetValue("COST_GATE", out var old))
            old.ReplaceWith(gate);
        else
            list.Add(gate);

        var html = Render(Encoding.UTF8.GetBytes(appraisal.ToJsonString()), culture, full: false);

        Assert.Contains(reason, html, StringComparison.Ordinal);
        Assert.Contains("✗ → 0.00", html, StringComparison.Ordinal);
    }

    private static IEnumerable<JsonNode> AllRules(JsonNode rules) => rules.AsArray().SelectMany(r => AllRules(r!["rules"] ?? new JsonArray()).Prepend(r!));

    private static string Render(byte[] json, string culture, bool full)
    {
        using var renderer = new ReportRenderer(Rendering.Unhurried);
        return renderer.Render(Samples.Template, ReportData.FromJson(json), new ReportView(culture, full), CancellationToken.None);
    }
}

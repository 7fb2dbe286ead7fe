using System.Globalization;
using System.Text;
using System.Text.Json;
using PolicyApi.Reports;

namespace PolicyApi.Tests.Reports;

public sealed class FunctionTests
{
    private const string Json = """
        { "id": "x", "asOf": "2025-03-09", "decidedAt": "2026-01-12T09:30:00+08:00", "revision": 1234567.891250, "facts": { "currency": "CNY", "a": { "b": 94.5 } },
          "scores": { "feedback360": { "held": { "en": "Bonus", "zh-CN": "奖金" } } } }
        """;

    [Theory]
    [InlineData("number appraisal.revision", "1,234,567.89125", "1,234,567.89125")]
    [InlineData("number appraisal.revision 2", "1,234,567.89", "1,234,567.89")]
    [InlineData("number (at appraisal 'facts.a.b') 0", "95", "95")]
    [InlineData("number (at appraisal 'facts.a.b') 2", "94.50", "94.50")]
    [InlineData("number (at appraisal 'facts.none.b')", "—", "—")]
    [InlineData("percent 121.75", "121.75 %", "121.75%")]
    [InlineData("percent null", "—", "—")]
    [InlineData("money 105192 'CNY'", "CNY 105,192.00", "105,192.00 元")]
    [InlineData("money 105192 'USD'", "USD 105,192.00", "USD 105,192.00")]
    [InlineData("money (-0.5)", "-0.50", "-0.50")]
    [InlineData("date appraisal.asOf", "9 March 2025", "2025年3月9日")]
    [InlineData("date appraisal.decidedAt", "12 January 2026, 01:30 UTC", "2026年1月12日 01:30 UTC")]
    [InlineData("local appraisal.scores.feedback360.held", "Bonus", "奖金")]
    [InlineData("local null", "", "")]
    [InlineData("culture", "en", "zh-CN")]
    public void A_function_writes_in_the_language_of_the_report(string expression, string english, string chinese)
    {
        var template = Rendering.Parse("{{ " + expression + " }}");

        Assert.Equal(english, Rendering.Render(template, Json, "en"));
        Assert.Equal(chinese, Rendering.Render(template, Json, "zh-CN"));
    }

    [Theory]
    [InlineData("number 'x'", "`value` must be a number")]
    [InlineData("number 1 1.5", "`places` must be a whole number from 0 to 28")]
    [InlineData("number 1 29", "`places` must be a whole number from 0 to 28")]
    [InlineData("date 'soon'", "the text is not a date; write it as `YYYY-MM-DD`")]
    [InlineData("local appraisal", "`local` takes a text in both languages, with a member `en`")]
    [InlineData("rule 1 'x'", "`rules` must be a list")]
    [InlineData("svg_gauge 't' 1 null", "`maximum` must be a number, not empty")]
    [InlineData("svg_bars 't' [{ value: 1 }] 5", "a row of a chart needs a `label`")]
    public void A_wrong_argument_is_the_authors_error(string expression, string message)
    {
        Assert.Equal(message, Rendering.Fails(() => Rendering.Render("{{ " + expression + " }}", Json)).Message);
    }

    [Theory]
    [InlineData("manager.months[8].keyAccounts.actual", "en", ": ", " (month 8)")]
    [InlineData("manager.months[8].keyAccounts.actual", "zh-CN", "：", "（月份 8）")]
    [InlineData("manager.quarters[4].csat.mean", "en", ": ", " (quarter 4)")]
    [InlineData("manager.goals[2].progress", "en", ": ", " (goal 2)")]
    [InlineData("manager.priorGrades[0].grade", "en", ": ", " (entry 1)")]
    public void A_missing_field_of_one_month_is_named_in_words(string path, string culture, string within, string end)
    {
        using var renderer = new ReportRenderer(Rendering.Unhurried);

        var shown = Rendering.Written(renderer.Render(Rendering.Parse($"{{{{ field \"{path}\" }}}}"), Samples.Data("complete"), culture, CancellationToken.None));

        Assert.DoesNotContain("[", shown, StringComparison.Ordinal);
        Assert.Contains(within, shown, StringComparison.Ordinal);
        Assert.EndsWith(end, shown, StringComparison.Ordinal);
        Assert.Equal("a.b[x].c", Rendering.Render("{{ field 'a.b[x].c' }}"));
    }

    [Fact]
    public void A_rule_is_found_by_its_name_at_any_depth_and_rules_by_their_category()
    {
        const string Rules = """{"reward":{"rules":[{"name":"A","category":"reward","rules":[{"name":"B","output":7}]},{"name":"C","category":"figure"}]}}""";

        Assert.Equal("7", Rendering.Render("{{ (rule appraisal.reward.rules 'B').output }}", Rules));
        Assert.Equal("", Rendering.Render("{{ (rule appraisal.reward.rules 'Z')?.output }}", Rules));
        Assert.Equal("C", Rendering.Render("{{ for r in (in_category appraisal.reward.rules 'figure'); r.name; end }}", Rules));
    }

    [Theory]
    [InlineData("0.1", "0.1")]
    [InlineData("1234567890123456789.012345678", "1,234,567,890,123,456,789.012345678")]
    [InlineData("1.50", "1.5")]
    [InlineData("-2e-3", "-0.002")]
    public void Numbers_keep_exactly_the_digits_of_the_stored_text(string stored, string shown)
    {
        Assert.Equal(shown, Rendering.Render("{{ number appraisal.revision }}", $$"""{"revision":{{stored}}}"""));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"a\":12345678901234567890123456789}")]
    public void What_is_no_stored_appraisal_is_refused(string json)
    {
        Assert.Throws<JsonException>(() => ReportData.FromJson(Encoding.UTF8.GetBytes(json)));
    }

    [Fact]
    public void The_machines_own_culture_changes_nothing()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.Equal("1,234.5", Rendering.Render("{{ number 1234.5 }}"));
            Assert.Contains("50.5", Rendering.Render("{{ svg_gauge 't' 25 100 50.5 }}"), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}

using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using PolicyApi.Reports;
using PolicyApi.Reports.Charts;

namespace PolicyApi.Tests.Reports;

public sealed class ChartTests
{
    [Property(MaxTest = 300)]
    public bool Whatever_the_numbers_and_words_a_chart_is_well_formed_and_stays_inside_its_frame(
        int[] values, bool[] missing, NonNull<string> label, NonNull<string> title)
    {
        var text = Printable(label.Get);
        var rows = values.Take(12).Select((v, i) => new ChartRow(
            text, i < missing.Length && missing[i] ? null : v / 7m, text, -v, text, i % 2 == 0 ? "total" : "step")).ToList();
        var name = Printable(title.Get);
        RawHtml[] charts =
        [
            BarChart.Draw(name, rows, 120, 100), ProfileChart.Draw(name, rows, 120, 100), RadarChart.Draw(name, rows, 1, 5),
            TrendChart.Draw(name, [new ChartGroup(text, rows), new ChartGroup(text, rows)], 100), WaterfallChart.Draw(name, rows),
            GaugeChart.Draw(name, values.Length == 0 ? null : values[0], 120, 100), BulletChart.Draw(name, values.Length, 120, 100),
        ];
        return charts.All(c => Inside(c.Markup));
    }

    [Fact]
    public void An_undetermined_value_has_no_bar()
    {
        var known = Svg.In(BarChart.Draw("t", [new ChartRow("a", 0.5m, "0.5")], 1, null).Markup)[0];
        var open = Svg.In(BarChart.Draw("t", [new ChartRow("a", null, "—")], 1, null).Markup)[0];

        Assert.Equal(2, known.Elements().Count(e => e.Name.LocalName == "rect"));
        Assert.Single(open.Elements(), e => e.Name.LocalName == "rect");
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 1)]
    [InlineData(2, 2)]
    [InlineData(1, 1)]
    public void A_gap_breaks_the_line_of_a_profile(int gap, int lines)
    {
        var rows = Enumerable.Range(0, 5).Select(i => new ChartRow("a", i == gap ? null : 50, "x")).ToList();

        var drawn = Svg.In(ProfileChart.Draw("t", rows, 100, null).Markup)[0].Elements().Where(e => e.Name.LocalName == "polyline").ToList();

        Assert.Equal(lines, drawn.Count);
        Assert.All(drawn, d => Assert.True(d.Attribute("points")!.Value.Split(' ').Length > 1));
    }

    [Fact]
    public void A_radar_with_a_gap_has_marks_but_no_shape()
    {
        static int Shapes(decimal? last) => Svg.In(RadarChart.Draw("t",
            [new ChartRow("a", 3, "3"), new ChartRow("b", 4, "4"), new ChartRow("c", last, "?")], 0, 5).Markup)[0]
            .Elements().Count(e => e.Name.LocalName == "polygon");

        Assert.Equal(Shapes(5) - 1, Shapes(null));
    }

    [Theory]
    [InlineData("Planning and execution", 60, new[] { "Planning", "and exec…" })]
    [InlineData("计划与执行能力", 40, new[] { "计划与执", "行能力" })]
    [InlineData("short", 60, new[] { "short" })]
    public void A_label_breaks_at_spaces_or_between_chinese_characters(string label, int width, string[] lines)
    {
        Assert.Equal(lines, TextFit.Lines(label, 10, width, 2));
    }

    private static bool Inside(string markup)
    {
        var svg = Svg.In(markup)[0];
        var (width, height) = Svg.Size(svg);
        return Svg.Points(svg).All(p => p.X >= 0 && p.X <= width && p.Y >= -8 && p.Y <= height);
    }

    // The XML reader of this test, unlike a browser, refuses control characters and lone surrogates.
    private static string Printable(string text) => string.Concat(text.Where(c => c is >= ' ' and < '\uD800'));
}

using System.Globalization;
using System.Xml.Linq;
using PolicyApi.Reports.Charts;

namespace PolicyApi.Tests.Reports;

/// <summary>Charts can be read without colour, because reports may be printed in greyscale.</summary>
public sealed class GreyscaleTests
{
    private static readonly ChartRow[] Rows =
        [new("a", 80, "80", 90, "note", "total"), new("b", 110, "110", 100, null, "step"), new("c", 60, "60", 70, null, "step"), new("d", null, "?", null, null, "step")];

    public static TheoryData<string, string> Charts => new()
    {
        { "bars", BarChart.Draw("t", Rows, 120, 100).Markup },
        { "profile", ProfileChart.Draw("t", Rows, 120, 100).Markup },
        { "radar", RadarChart.Draw("t", Rows, 0, 120).Markup },
        { "trend", TrendChart.Draw("t", [new ChartGroup("m", Rows), new ChartGroup("q", Rows)], 100).Markup },
        { "waterfall", WaterfallChart.Draw("t", Rows).Markup },
        { "gauge", GaugeChart.Draw("t", 110, 120, 100).Markup },
        { "bullet below", BulletChart.Draw("t", 80, 120, 100).Markup },
        { "bullet above", BulletChart.Draw("t", 110, 120, 100).Markup },
    };

    [Theory]
    [MemberData(nameof(Charts))]
    public void Filled_areas_that_mean_different_things_differ_in_lightness(string chart, string markup)
    {
        var fills = Svg.In(markup)[0].Elements().Where(e => e.Name.LocalName is "rect" or "circle")
            .Select(e => Lightness(e.Attribute("fill")!.Value)).Distinct().Order().ToList();

        Assert.All(fills.Zip(fills.Skip(1)), pair => Assert.True(Contrast(pair.First, pair.Second) >= 2, $"{chart}: {Contrast(pair.First, pair.Second):0.00}"));
    }

    [Theory]
    [MemberData(nameof(Charts))]
    public void Words_stand_out_from_the_paper(string chart, string markup)
    {
        var inks = Svg.In(markup)[0].Elements().Where(e => e.Name.LocalName == "text").Select(e => Lightness(e.Attribute("fill")!.Value));

        Assert.All(inks, ink => Assert.True(Contrast(ink, 1) >= 4.5, $"{chart}: {Contrast(ink, 1):0.00}"));
    }

    [Theory]
    [InlineData("bars")]
    [InlineData("gauge")]
    [InlineData("bullet above")]
    public void A_mark_inside_a_dark_bar_has_a_light_edge(string chart)
    {
        var lines = Svg.In((string)Charts.Single(c => (string)c[0] == chart)[1])[0].Elements().Where(e => e.Name.LocalName == "line").ToList();

        var edge = lines.Find(l => l.Attribute("stroke")!.Value == Ink.Paper)!;
        var mark = lines[lines.IndexOf(edge) + 1];
        Assert.Equal((edge.Attribute("x1")!.Value, Ink.Text), (mark.Attribute("x1")!.Value, mark.Attribute("stroke")!.Value));
        Assert.True(Number(edge, "stroke-width") >= Number(mark, "stroke-width") + 2);
    }

    [Fact]
    public void Rising_and_falling_steps_differ_in_shape_and_an_open_one_in_both()
    {
        var bars = Svg.In(WaterfallChart.Draw("t", Rows).Markup)[0].Elements().Where(e => e.Name.LocalName == "rect")
            .Select(e => (e.Attribute("fill")!.Value, Dashed: e.Attribute("stroke-dasharray") is not null)).ToList();

        Assert.Equal([(Ink.Dark, false), (Ink.Middle, false), (Ink.Paper, true), (Ink.Paper, true)], bars);
        Assert.Contains("?", Svg.In(WaterfallChart.Draw("t", Rows).Markup)[0].Value, StringComparison.Ordinal);
    }

    private static double Number(XElement e, string name) => double.Parse(e.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    // Relative luminance as in WCAG 2, which is what remains of a colour in a greyscale print.
    private static double Lightness(string colour)
    {
        var parts = Enumerable.Range(0, 3).Select(i => int.Parse(colour.AsSpan(1 + (2 * i), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(c => c <= 0.03928 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToArray();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    private static double Contrast(double a, double b) => (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
}

using System.Globalization;

namespace PolicyApi.Reports.Charts;

/// <summary>A straight gauge: one value on a scale, with the ends of the scale and an optional mark.</summary>
internal static class GaugeChart
{
    private const decimal Width = 200;
    private const decimal Height = 30;
    private const decimal Margin = 5;

    public static RawHtml Draw(string title, decimal? value, decimal maximum, decimal? line)
    {
        var svg = new SvgWriter(Width, Height, title);
        var scale = new Scale(0, maximum, Margin, Width - Margin);
        svg.Rectangle(Margin, 8, Width - 2 * Margin, 9, Ink.Paper, Ink.Grid, value is null ? "3 3" : null);
        if (value is { } v)
        {
            var x = scale.At(v);
            svg.Rectangle(Margin, 8, x - Margin, 9, Ink.Dark);
            svg.Shape([(x - 4, 1), (x + 4, 1), (x, 7)], closed: true, Ink.Text, Ink.Text, 0.5m);
        }

        Label(svg, scale, 0, "start");
        Label(svg, scale, maximum, "end");
        if (line is { } at)
        {
            svg.Mark(scale.At(at), 6, 19);
            Label(svg, scale, at, "middle");
        }

        return svg.Close();
    }

    private static void Label(SvgWriter svg, Scale scale, decimal value, string anchor) =>
        svg.Text(scale.At(value), 28, value.ToString("0.##", CultureInfo.InvariantCulture), 9, anchor, fill: Ink.Soft);
}

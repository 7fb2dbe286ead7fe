namespace PolicyApi.Reports.Charts;

/// <summary>A radar: the value as a filled shape with round marks, the other value as a dashed outline with square marks.</summary>
internal static class RadarChart
{
    private const decimal Width = 280;
    private const decimal CentreX = Width / 2;
    private const decimal CentreY = 98;
    private const decimal Radius = 66;
    private const decimal LabelSize = 10;
    private const decimal LabelDistance = Radius + 10;
    private const decimal LabelHeight = 34;

    public static RawHtml Draw(string title, IReadOnlyList<ChartRow> rows, decimal minimum, decimal maximum)
    {
        var svg = new SvgWriter(Width, Height(rows.Count), title);
        var scale = new Scale(minimum, maximum, 0, Radius);
        if (rows.Count > 0)
            Web(svg, rows.Count, scale);
        Outline(svg, rows, scale, r => r.Value, Ink.Dark, 2, null, "#1f3a5f22");
        Outline(svg, rows, scale, r => r.Other, Ink.Text, 1.25m, "4 3", "none");
        for (var i = 0; i < rows.Count; i++)
        {
            Marks(svg, rows[i], i, rows.Count, scale);
            Label(svg, rows[i], i, rows.Count);
        }

        return svg.Close();
    }

    // With an even number of axes, one points straight down, and its label needs space below.
    private static decimal Height(int axes) =>
        Enumerable.Range(0, axes).Select(i => Point(i, axes, LabelDistance).Y).Append(CentreY + Radius).Max() + LabelHeight;

    private static void Web(SvgWriter svg, int axes, Scale scale)
    {
        for (var ring = scale.From + 1; ring <= scale.To; ring++)
        {
            var radius = scale.At(ring);
            svg.Shape(Enumerable.Range(0, axes).Select(i => Point(i, axes, radius)), closed: true, "none", Ink.Grid, 0.75m);
            svg.Text(CentreX + 3, CentreY - radius + 3, SvgWriter.Coordinate(ring), 8, fill: Ink.Soft);
        }

        for (var i = 0; i < axes; i++)
        {
            var (x, y) = Point(i, axes, Radius);
            svg.Line(CentreX, CentreY, x, y, Ink.Grid, 0.75m);
        }
    }

    // The shape is drawn only if every axis has a value: a line across a gap would suggest one.
    private static void Outline(
        SvgWriter svg, IReadOnlyList<ChartRow> rows, Scale scale, Func<ChartRow, decimal?> value, string stroke, decimal width, string? dash, string fill)
    {
        if (rows.Count < 3 || rows.Any(r => value(r) is null))
            return;
        svg.Shape(rows.Select((r, i) => Point(i, rows.Count, scale.At(value(r)!.Value))), closed: true, fill, stroke, width, dash);
    }

    private static void Marks(SvgWriter svg, ChartRow row, int index, int axes, Scale scale)
    {
        if (row.Other is { } other)
        {
            var (x, y) = Point(index, axes, scale.At(other));
            svg.Rectangle(x - 3, y - 3, 6, 6, Ink.Paper, Ink.Text);
        }

        if (row.Value is { } value)
        {
            var (x, y) = Point(index, axes, scale.At(value));
            svg.Circle(x, y, 3.5m, Ink.Dark, Ink.Paper);
        }
    }

    private static void Label(SvgWriter svg, ChartRow row, int index, int axes)
    {
        var (x, y) = Point(index, axes, LabelDistance);
        var side = x - CentreX;
        var anchor = Math.Abs(side) < 6 ? "middle" : side > 0 ? "start" : "end";
        var room = anchor switch { "middle" => Width, "start" => Width - x, _ => x };
        var lines = TextFit.Lines(row.Label, LabelSize, room, 2);
        var first = y < CentreY - Radius ? y - 12 : y + (y > CentreY + 20 ? 6 : -4);
        for (var i = 0; i < lines.Count; i++)
            svg.Text(x, first + i * 11, lines[i], LabelSize, anchor);
        svg.Text(x, first + lines.Count * 11, row.Text, LabelSize, anchor, bold: true);
    }

    // Trigonometry in doubles is used for coordinates only, never for numbers of the report.
    private static (decimal X, decimal Y) Point(int index, int axes, decimal radius)
    {
        var angle = 2 * Math.PI * index / axes;
        return (CentreX + radius * (decimal)Math.Sin(angle), CentreY - radius * (decimal)Math.Cos(angle));
    }
}

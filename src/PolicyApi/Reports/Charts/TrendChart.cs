namespace PolicyApi.Reports.Charts;

/// <summary>
/// Periods side by side: the first group as a line, the others as columns. Below each period are its label, its value as published and its note,
/// so that no separate table is needed. An undetermined period breaks the line.
/// </summary>
internal static class TrendChart
{
    private const decimal Width = 700;
    private const decimal Height = 124;
    private const decimal Top = 10;
    private const decimal Bottom = 74;
    private const decimal Left = 22;
    private const decimal Gap = 6;

    public static RawHtml Draw(string title, IReadOnlyList<ChartGroup> groups, decimal? line)
    {
        var svg = new SvgWriter(Width, Height, title);
        var scale = Vertical(groups, line);
        Axis(svg, scale, line);
        var columns = groups.Sum(g => g.Rows.Count);
        var step = (Width - Left - Gap * groups.Count) / Math.Max(columns, 1);
        var x = Left;
        for (var i = 0; i < groups.Count; i++)
        {
            Group(svg, groups[i], x, step, scale, asLine: i == 0);
            x += groups[i].Rows.Count * step + Gap;
        }

        return svg.Close();
    }

    // The axis ends at multiples of ten around the values. It need not begin at zero, because the chart shows differences between periods; its ends are
    // labelled.
    private static Scale Vertical(IReadOnlyList<ChartGroup> groups, decimal? line)
    {
        var values = groups.SelectMany(g => g.Rows).Select(r => r.Value).Append(line).OfType<decimal>().DefaultIfEmpty(100).ToList();
        var low = Math.Max(0, Math.Floor((values.Min() - 5) / 10) * 10);
        var high = Math.Ceiling((values.Max() + 5) / 10) * 10;
        return new Scale(low, high, Bottom, Top);
    }

    private static void Axis(SvgWriter svg, Scale scale, decimal? line)
    {
        foreach (var mark in new[] { scale.From, scale.To })
        {
            svg.Line(Left, scale.At(mark), Width, scale.At(mark), Ink.Grid, 0.75m);
            svg.Text(Left - 4, scale.At(mark) + 3, SvgWriter.Coordinate(mark), 9, "end", fill: Ink.Soft);
        }

        if (line is not { } at)
            return;
        svg.Line(Left, scale.At(at), Width, scale.At(at), Ink.Text, 0.75m, "3 2");
        svg.Text(Left - 4, scale.At(at) + 3, SvgWriter.Coordinate(at), 9, "end", fill: Ink.Soft);
    }

    private static void Group(SvgWriter svg, ChartGroup group, decimal x, decimal step, Scale scale, bool asLine)
    {
        var rows = group.Rows;
        if (asLine)
            Segments(svg, rows, x, step, scale);
        for (var i = 0; i < rows.Count; i++)
        {
            var middle = x + (i + 0.5m) * step;
            if (rows[i].Value is { } value)
                Mark(svg, middle, step, scale, value, asLine);
            else
                svg.Text(middle, Bottom - 6, "?", 13, "middle", bold: true, Ink.Soft);
            Words(svg, rows[i], middle);
        }
    }

    private static void Mark(SvgWriter svg, decimal middle, decimal step, Scale scale, decimal value, bool asLine)
    {
        if (asLine)
            svg.Circle(middle, scale.At(value), 3.5m, Ink.Dark, Ink.Paper);
        else
            svg.Rectangle(middle - step * 0.3m, scale.At(value), step * 0.6m, Bottom - scale.At(value), Ink.Middle, Ink.Dark);
    }

    private static void Segments(SvgWriter svg, IReadOnlyList<ChartRow> rows, decimal x, decimal step, Scale scale)
    {
        for (var i = 1; i < rows.Count; i++)
        {
            if (rows[i - 1].Value is { } from && rows[i].Value is { } to)
                svg.Line(x + (i - 0.5m) * step, scale.At(from), x + (i + 0.5m) * step, scale.At(to), Ink.Dark, 1.5m);
        }
    }

    private static void Words(SvgWriter svg, ChartRow row, decimal middle)
    {
        svg.Text(middle, Bottom + 14, row.Label, 9, "middle", fill: Ink.Soft);
        svg.Text(middle, Bottom + 28, row.Text, 7.6m, "middle");
        if (row.Note is { } note)
            svg.Text(middle, Bottom + 43, note, 11, "middle", bold: true);
    }
}

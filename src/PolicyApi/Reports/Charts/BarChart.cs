namespace PolicyApi.Reports.Charts;

/// <summary>Horizontal bars, one below the other, with their values at the right and an optional line to compare with.</summary>
internal static class BarChart
{
    private const decimal Width = 420;
    private const decimal RowHeight = 25;
    private const decimal Top = 5;
    private const decimal ValueWidth = 78;

    public static RawHtml Draw(string title, IReadOnlyList<ChartRow> rows, decimal maximum, decimal? line)
    {
        var svg = new SvgWriter(Width, Top + rows.Count * RowHeight + 4, title);
        var scale = new Scale(0, maximum, 0, Width - ValueWidth);
        for (var i = 0; i < rows.Count; i++)
            Row(svg, rows[i], Top + i * RowHeight, scale, line);
        return svg.Close();
    }

    private static void Row(SvgWriter svg, ChartRow row, decimal y, Scale scale, decimal? line)
    {
        svg.Text(0, y + 9, TextFit.Cut(row.Label, 10, Width - ValueWidth), 10);
        if (row.Note is { } note)
            svg.Text(Width - ValueWidth, y + 9, note, 9, "end", fill: Ink.Soft);
        svg.Rectangle(0, y + 13, scale.End, 9, Ink.Paper, Ink.Grid, row.Value is null ? "3 3" : null);
        if (row.Value is { } value)
            svg.Rectangle(0, y + 13, scale.At(value), 9, Ink.Dark);
        if (line is { } at)
            svg.Mark(scale.At(at), y + 11, y + 24);
        svg.Text(Width, y + 21, row.Text, 11, "end", bold: true);
    }
}

namespace PolicyApi.Reports.Charts;

/// <summary>A profile: one dot per row on a common scale, joined by a line. An undetermined row breaks the line and has no dot.</summary>
internal static class ProfileChart
{
    private const decimal Width = 420;
    private const decimal RowHeight = 20;
    private const decimal Top = 16;
    private const decimal Left = 196;
    private const decimal ValueWidth = 62;
    private const decimal LabelSize = 10;

    public static RawHtml Draw(string title, IReadOnlyList<ChartRow> rows, decimal maximum, decimal? line)
    {
        var bottom = Top + rows.Count * RowHeight;
        var svg = new SvgWriter(Width, bottom + 2, title);
        var scale = new Scale(0, maximum, Left, Width - ValueWidth);
        Grid(svg, scale, bottom, maximum, line);
        foreach (var run in Runs(rows))
            svg.Shape(run.Select(i => (scale.At(rows[i].Value!.Value), Middle(i))), closed: false, "none", Ink.Middle, 1.5m);
        for (var i = 0; i < rows.Count; i++)
            Row(svg, rows[i], Middle(i), scale);
        return svg.Close();
    }

    private static decimal Middle(int row) => Top + row * RowHeight + RowHeight / 2;

    private static void Grid(SvgWriter svg, Scale scale, decimal bottom, decimal maximum, decimal? line)
    {
        decimal[] marks = [0, maximum / 4, maximum / 2, maximum * 3 / 4, maximum];
        foreach (var mark in marks)
            svg.Line(scale.At(mark), Top, scale.At(mark), bottom, Ink.Light);
        svg.Text(scale.Start, Top - 5, "0", 9, "middle", fill: Ink.Soft);
        svg.Text(scale.End, Top - 5, SvgWriter.Coordinate(maximum), 9, "middle", fill: Ink.Soft);
        if (line is not { } at)
            return;
        svg.Line(scale.At(at), Top, scale.At(at), bottom, Ink.Text, 1, "3 2");
        svg.Text(scale.At(at), Top - 5, SvgWriter.Coordinate(at), 9, "middle", fill: Ink.Soft);
    }

    private static void Row(SvgWriter svg, ChartRow row, decimal y, Scale scale)
    {
        var lines = TextFit.Lines(row.Label, LabelSize, Left - 12, 2);
        for (var i = 0; i < lines.Count; i++)
            svg.Text(0, y + 3.5m + (i * 10) - ((lines.Count - 1) * 5), lines[i], LabelSize);
        if (row.Value is { } value)
            svg.Circle(scale.At(value), y, 4, Ink.Dark, Ink.Paper);
        else
            svg.Line(scale.Start, y, scale.End, y, Ink.Grid, 1, "2 3");
        svg.Text(Width, y + 4, row.Text, 11, "end", bold: true);
    }

    private static List<List<int>> Runs(IReadOnlyList<ChartRow> rows)
    {
        var runs = new List<List<int>>();
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Value is null)
                continue;
            if (i == 0 || rows[i - 1].Value is null)
                runs.Add([]);
            runs[^1].Add(i);
        }

        return runs.FindAll(r => r.Count > 1);
    }
}

namespace PolicyApi.Reports.Charts;

/// <summary>
/// Shows how one amount becomes another. A row of kind <c>total</c> starts at zero; a row of kind <c>step</c> reaches from the previous level to
/// the next one (its value). Rising steps are filled and falling steps are dashed outlines, so that no colour is needed to tell them apart.
/// </summary>
internal static class WaterfallChart
{
    private const decimal Width = 700;
    private const decimal Height = 142;
    private const decimal NoteHeight = 14;
    private const decimal Top = 20;
    private const decimal Bottom = 108;

    public static RawHtml Draw(string title, IReadOnlyList<ChartRow> rows)
    {
        var svg = new SvgWriter(Width, Height + (rows.Any(r => r.Note is not null) ? NoteHeight : 0), title);
        var highest = rows.Max(r => r.Value) ?? 1;
        var scale = new Scale(Math.Min(0, rows.Min(r => r.Value) ?? 0), Math.Max(highest, 1), Bottom, Top);
        var step = Width / Math.Max(rows.Count, 1);
        svg.Line(0, scale.At(0), Width, scale.At(0), Ink.Soft);
        for (var i = 0; i < rows.Count; i++)
        {
            var before = i == 0 ? null : rows[i - 1].Value;
            Bar(svg, rows[i], before, i * step, step, scale);
            if (i > 0 && before is { } level && rows[i].Value is not null)
                svg.Line((i - 0.19m) * step, scale.At(level), (i + 0.19m) * step, scale.At(level), Ink.Soft, 0.75m, "2 2");
            Words(svg, rows[i], i * step, step);
        }

        return svg.Close();
    }

    private static void Bar(SvgWriter svg, ChartRow row, decimal? before, decimal x, decimal step, Scale scale)
    {
        var left = x + step * 0.19m;
        var width = step * 0.62m;
        var from = row.Kind == "step" ? before : 0;
        if (row.Value is not { } to || from is null)
        {
            svg.Rectangle(left, Top, width, Bottom - Top, Ink.Paper, Ink.Grid, "3 3");
            svg.Text(x + step / 2, (Top + Bottom) / 2 + 8, "?", 22, "middle", bold: true, Ink.Soft);
            svg.Text(x + step / 2, Top - 6, row.Text, 11, "middle", bold: true);
            return;
        }

        var y = Math.Min(scale.At(from.Value), scale.At(to));
        var height = Math.Max(Math.Abs(scale.At(from.Value) - scale.At(to)), 1);
        var (fill, dash) = row.Kind != "step" ? (Ink.Dark, null) : to >= from ? (Ink.Middle, (string?)null) : (Ink.Paper, "4 2");
        svg.Rectangle(left, y, width, height, fill, Ink.Dark, dash);
        svg.Text(x + step / 2, y - 6, row.Text, 11, "middle", bold: true);
    }

    private static void Words(SvgWriter svg, ChartRow row, decimal x, decimal step)
    {
        var lines = TextFit.Lines(row.Label, 10, step - 6, 2);
        for (var i = 0; i < lines.Count; i++)
            svg.Text(x + step / 2, Bottom + 16 + i * 12, lines[i], 10, "middle");
        if (row.Note is { } note)
            svg.Text(x + step / 2, Bottom + 16 + lines.Count * 12 + 2, TextFit.Cut(note, 9, step - 4), 9, "middle", fill: Ink.Soft);
    }
}

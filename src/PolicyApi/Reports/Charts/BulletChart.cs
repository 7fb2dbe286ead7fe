namespace PolicyApi.Reports.Charts;

/// <summary>One small bar with a target line, for a table cell.</summary>
internal static class BulletChart
{
    private const decimal Width = 110;
    private const decimal Height = 14;

    public static RawHtml Draw(string title, decimal? value, decimal maximum, decimal line)
    {
        var svg = new SvgWriter(Width, Height, title, "bullet");
        var scale = new Scale(0, maximum, 0.5m, Width - 0.5m);
        svg.Rectangle(0.5m, 3, Width - 1, 8, Ink.Paper, Ink.Grid, value is null ? "3 3" : null);
        // Below the line, the bar is lighter, so that the shade shows it as well.
        if (value is { } v)
            svg.Rectangle(0.5m, 3, scale.At(v) - 0.5m, 8, v < line ? Ink.Middle : Ink.Dark);
        svg.Mark(scale.At(line), 0, Height);
        return svg.Close();
    }
}

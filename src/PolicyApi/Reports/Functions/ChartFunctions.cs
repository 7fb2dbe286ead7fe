using PolicyApi.Reports.Charts;
using Scriban.Runtime;

namespace PolicyApi.Reports.Functions;

/// <summary>The charts that templates can draw. Every chart takes a title, which screen readers speak, and rows or a value.</summary>
internal static class ChartFunctions
{
    public static void AddTo(ScriptObject all)
    {
        Add(all, "svg_bars", c => BarChart.Draw(Title(c), Rows(c, 1), c.RequiredNumber(2, "maximum"), c.Number(3, "line")), "title", "rows", "maximum", "line?");
        Add(all, "svg_profile", c => ProfileChart.Draw(Title(c), Rows(c, 1), c.RequiredNumber(2, "maximum"), c.Number(3, "line")), "title", "rows", "maximum", "line?");
        Add(all, "svg_radar", c => RadarChart.Draw(Title(c), Rows(c, 1), c.RequiredNumber(2, "minimum"), c.RequiredNumber(3, "maximum")), "title", "rows", "minimum", "maximum");
        Add(all, "svg_trend", c => TrendChart.Draw(Title(c), Groups(c, 1), c.Number(2, "line")), "title", "groups", "line?");
        Add(all, "svg_waterfall", c => WaterfallChart.Draw(Title(c), Rows(c, 1)), "title", "rows");
        Add(all, "svg_gauge", c => GaugeChart.Draw(Title(c), c.Number(1, "value"), c.RequiredNumber(2, "maximum"), c.Number(3, "line")), "title", "value", "maximum", "line?");
        Add(all, "svg_bullet", c => BulletChart.Draw(Title(c), c.Number(1, "value"), c.RequiredNumber(2, "maximum"), c.RequiredNumber(3, "line")), "title", "value", "maximum", "line");
    }

    private static void Add(ScriptObject all, string name, Func<Call, RawHtml> draw, params ReadOnlySpan<string> parameters) =>
        all.SetValue(name, new TemplateFunction(draw, parameters), readOnly: true);

    private static string Title(Call call) => call.Text(0, "title");

    private static IReadOnlyList<ChartRow> Rows(Call call, int index) => ChartRows.Read(call, call.Objects(index, "rows"));

    private static IReadOnlyList<ChartGroup> Groups(Call call, int index) =>
        [.. call.Objects(index, "groups").Select(g => new ChartGroup(
            g["label"] as string ?? throw call.Error("a group of a chart needs a `label`"),
            ChartRows.Read(call, new Call(call.Context, call.Span, [g["rows"]]).Objects(0, "rows"))))];
}

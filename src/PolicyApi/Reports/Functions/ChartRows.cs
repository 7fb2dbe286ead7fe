using PolicyApi.Reports.Charts;
using Scriban.Runtime;

namespace PolicyApi.Reports.Functions;

/// <summary>Reads the rows of a chart from objects in a template: <c>{ label, value, text, other, note, kind }</c>.</summary>
internal static class ChartRows
{
    private const int Most = 60;

    // Far more than fits into any chart. Labels are cut because fitting a text takes time for every character.
    private const int LongestLabel = 200;

    public static IReadOnlyList<ChartRow> Read(Call call, IReadOnlyList<ScriptObject> rows)
    {
        if (rows.Count > Most)
            throw call.Error($"a chart shows at most {Most} rows");
        return [.. rows.Select(r => Row(call, r))];
    }

    private static ChartRow Row(Call call, ScriptObject row) => new(
        Short(row["label"] as string ?? throw call.Error("a row of a chart needs a `label`")),
        Number(call, row, "value"),
        row["text"] as string ?? NumberFunctions.Nothing,
        Number(call, row, "other"),
        row["note"] as string,
        row["kind"] as string);

    private static string Short(string label) =>
        label.Length <= LongestLabel ? label : label[..(char.IsHighSurrogate(label[LongestLabel - 1]) ? LongestLabel - 1 : LongestLabel)];

    private static decimal? Number(Call call, ScriptObject row, string member) =>
        new Call(call.Context, call.Span, [row[member]]).Number(0, member);
}

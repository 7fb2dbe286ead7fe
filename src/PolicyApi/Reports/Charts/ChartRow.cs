namespace PolicyApi.Reports.Charts;

/// <summary>One entry of a chart. The numbers give the picture, the texts give the words.</summary>
/// <param name="Label">The name of the entry.</param>
/// <param name="Value">The value; <see langword="null"/> if undetermined.</param>
/// <param name="Text">The value as text, as published.</param>
/// <param name="Other">A second value to compare with, such as a self rating.</param>
/// <param name="Note">A short remark, such as a grade.</param>
/// <param name="Kind">How the chart treats the entry; each chart defines its own words.</param>
internal sealed record ChartRow(string Label, decimal? Value, string Text, decimal? Other = null, string? Note = null, string? Kind = null);

/// <summary>Rows that belong together, such as the months of a year.</summary>
/// <param name="Label">The name of the group.</param>
/// <param name="Rows">The rows in order.</param>
internal sealed record ChartGroup(string Label, IReadOnlyList<ChartRow> Rows);

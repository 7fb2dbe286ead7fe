namespace PolicyApi.Reports.Charts;

/// <summary>One thing that a chart shows. The picture comes from the numbers, the words from the texts.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Value">Where it lies; <see langword="null"/> when undetermined.</param>
/// <param name="Text">The value in words, as published.</param>
/// <param name="Other">A second value to compare with, such as a self rating.</param>
/// <param name="Note">A short remark, such as a grade.</param>
/// <param name="Kind">How the chart should treat it; each chart says which words it knows.</param>
internal sealed record ChartRow(string Label, decimal? Value, string Text, decimal? Other = null, string? Note = null, string? Kind = null);

/// <summary>Rows that belong together, such as the months of a year.</summary>
/// <param name="Label">What they are.</param>
/// <param name="Rows">The rows in order.</param>
internal sealed record ChartGroup(string Label, IReadOnlyList<ChartRow> Rows);

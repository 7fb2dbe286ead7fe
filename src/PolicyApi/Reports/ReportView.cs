namespace PolicyApi.Reports;

/// <summary>How a report is to be shown.</summary>
/// <param name="Culture"><c>en</c> or <c>zh-CN</c>.</param>
/// <param name="Full">Whether pages follow that show every rule with the values it read; templates read it as <c>full</c>.</param>
public sealed record ReportView(string Culture, bool Full = false);

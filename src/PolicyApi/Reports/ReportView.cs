namespace PolicyApi.Reports;

/// <summary>How a report is to be shown.</summary>
/// <param name="Culture"><c>en</c> or <c>zh-CN</c>.</param>
/// <param name="Full">Whether pages follow that show every rule with the values it read; templates read it as <c>full</c>.</param>
/// <param name="Template">Names the template's version, such as <c>kam-appraisal v3</c>, by which the same page can be had again; templates read it as <c>template</c>. <see langword="null"/> for one that is not saved.</param>
public sealed record ReportView(string Culture, bool Full = false, string? Template = null);

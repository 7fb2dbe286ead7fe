namespace PolicyApi.Reports;

/// <summary>How to show a report.</summary>
/// <param name="Culture"><c>en</c> or <c>zh-CN</c>.</param>
/// <param name="Full">Whether to add pages that show every rule with the values that it read; templates read this as <c>full</c>.</param>
/// <param name="Template">The template's version, such as <c>kam-appraisal v3</c>, with which the same page can be rendered again; templates read this as
/// <c>template</c>. <see langword="null"/> for a template that is not saved.</param>
public sealed record ReportView(string Culture, bool Full = false, string? Template = null);

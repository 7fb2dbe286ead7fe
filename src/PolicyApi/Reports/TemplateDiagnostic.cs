namespace PolicyApi.Reports;

/// <summary>One thing that is wrong in a template.</summary>
/// <param name="Code">A stable code such as <c>template-syntax</c>, for programs.</param>
/// <param name="Part"><c>body</c>, <c>includes/&lt;name&gt;</c> or <c>texts</c>.</param>
/// <param name="Line">1-based line in the part; 0 if the part as a whole is meant.</param>
/// <param name="Column">1-based column in the part; 0 if the part as a whole is meant.</param>
/// <param name="Message">What is wrong and what would be right: lower case, names in backticks, one line.</param>
public sealed record TemplateDiagnostic(string Code, string Part, int Line, int Column, string Message);

/// <summary>A template, if its text has no fault, and every fault found.</summary>
/// <param name="Template">The template; <see langword="null"/> when there is a diagnostic.</param>
/// <param name="Diagnostics">The faults, body first, then includes by name, each in order of place.</param>
public sealed record TemplateReading(ReportTemplate? Template, IReadOnlyList<TemplateDiagnostic> Diagnostics);

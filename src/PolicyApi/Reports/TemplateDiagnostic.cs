namespace PolicyApi.Reports;

/// <summary>One error in a template.</summary>
/// <param name="Code">A stable code such as <c>template-syntax</c>, for programs.</param>
/// <param name="Part"><c>body</c>, <c>includes/&lt;name&gt;</c> or <c>texts</c>.</param>
/// <param name="Line">The 1-based line in the part; 0 for the part as a whole.</param>
/// <param name="Column">The 1-based column in the part; 0 for the part as a whole.</param>
/// <param name="Message">What is wrong and what would be right: lower case, names in backticks, one line.</param>
public sealed record TemplateDiagnostic(string Code, string Part, int Line, int Column, string Message);

/// <summary>The result of reading a template: the template or its errors.</summary>
/// <param name="Template">The template; <see langword="null"/> if there are errors.</param>
/// <param name="Diagnostics">The errors, those of the body first, then those of includes by name, in the order of their places.</param>
public sealed record TemplateReading(ReportTemplate? Template, IReadOnlyList<TemplateDiagnostic> Diagnostics);

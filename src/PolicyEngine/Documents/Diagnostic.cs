namespace PolicyEngine.Documents;

/// <summary>Whether it is an <c>error</c>, for which the document or request is refused, or a <c>warning</c>.</summary>
public enum DiagnosticSeverity
{
    /// <summary>The document cannot be stored.</summary>
    Error,

    /// <summary>The document can be stored; the author should look again.</summary>
    Warning,
}

/// <summary>One thing that is wrong or doubtful in a document or in posted facts.</summary>
/// <param name="Code">A stable code such as <c>weights-sum</c>, for programs.</param>
/// <param name="Severity">Whether it prevents the document from being stored.</param>
/// <param name="Pointer">RFC 6901 pointer to the wrong value; the empty string is the whole text.</param>
/// <param name="Line">1-based line in the posted text; 0 when unknown.</param>
/// <param name="Column">1-based column in the posted text, counted in characters; 0 when unknown.</param>
/// <param name="Message">What is wrong and what would be right: lower case, names in backticks, one line.</param>
/// <param name="Offset">0-based offset within the expression, if the value is an expression.</param>
public sealed record Diagnostic(
    string Code,
    DiagnosticSeverity Severity,
    string Pointer,
    int Line,
    int Column,
    string Message,
    int? Offset = null);

namespace PolicyApi.Reports;

/// <summary>Thrown if a report cannot be rendered; names the place in the template that caused it.</summary>
public sealed class ReportException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="part"><c>body</c> or <c>includes/&lt;name&gt;</c>; empty if no place is known.</param>
    /// <param name="line">The 1-based line in the part; 0 if unknown.</param>
    /// <param name="column">The 1-based column in the part; 0 if unknown.</param>
    /// <param name="message">What is wrong and what would be right.</param>
    /// <param name="innerException">The exception of the template engine.</param>
    public ReportException(string part, int line, int column, string message, Exception? innerException = null)
        : base(message, innerException) => (Part, Line, Column) = (part, line, column);

    /// <summary><c>body</c> or <c>includes/&lt;name&gt;</c>; empty if no place is known.</summary>
    public string Part { get; }

    /// <summary>The 1-based line in the part; 0 if unknown.</summary>
    public int Line { get; }

    /// <summary>The 1-based column in the part; 0 if unknown.</summary>
    public int Column { get; }
}

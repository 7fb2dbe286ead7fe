namespace PolicyApi.Reports;

/// <summary>A report that could not be rendered, with the place in the template that is to blame.</summary>
public sealed class ReportException : Exception
{
    /// <summary>Names what went wrong and where.</summary>
    /// <param name="part"><c>body</c> or <c>includes/&lt;name&gt;</c>; empty when no place is to blame.</param>
    /// <param name="line">1-based line in the part; 0 when unknown.</param>
    /// <param name="column">1-based column in the part; 0 when unknown.</param>
    /// <param name="message">What is wrong and what would be right.</param>
    /// <param name="innerException">What the template engine threw.</param>
    public ReportException(string part, int line, int column, string message, Exception? innerException = null)
        : base(message, innerException) => (Part, Line, Column) = (part, line, column);

    /// <summary><c>body</c> or <c>includes/&lt;name&gt;</c>; empty when no place is to blame.</summary>
    public string Part { get; }

    /// <summary>1-based line in the part; 0 when unknown.</summary>
    public int Line { get; }

    /// <summary>1-based column in the part; 0 when unknown.</summary>
    public int Column { get; }
}

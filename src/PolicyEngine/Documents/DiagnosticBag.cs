namespace PolicyEngine.Documents;

/// <summary>Collects every diagnostic of one text, so that the author sees all of them at once and in document order.</summary>
public sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _items = [];

    /// <summary>Creates a bag for a text to which the default limits apply.</summary>
    public DiagnosticBag()
        : this(EngineLimits.Default)
    {
    }

    /// <summary>Creates a bag.</summary>
    /// <param name="limits">The limits that apply to the text.</param>
    public DiagnosticBag(EngineLimits limits) => Limits = limits;

    /// <summary>The limits that apply to the text. Everything that reports to the bag observes them.</summary>
    public EngineLimits Limits { get; }

    /// <summary>Whether warnings are wanted. They are not for a text that was accepted before, because they have already been reported.</summary>
    public bool WantsDoubts => !ReferenceEquals(Limits, EngineLimits.Accepted);

    /// <summary>Whether an error has been added, also one beyond the number that the bag keeps.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>The number of diagnostics kept.</summary>
    public int Count => _items.Count;

    /// <summary>Adds an error at a value.</summary>
    public void Error(SourceNode at, string code, string message, int? offset = null) =>
        Add(at, DiagnosticSeverity.Error, code, message, offset);

    /// <summary>Adds a warning at a value.</summary>
    public void Warning(SourceNode at, string code, string message, int? offset = null) =>
        Add(at, DiagnosticSeverity.Warning, code, message, offset);

    /// <summary>Adds a diagnostic. Beyond the limit it is counted as an error, if it is one, but not kept.</summary>
    public void Add(Diagnostic diagnostic)
    {
        ArgumentNullException.ThrowIfNull(diagnostic);
        HasErrors |= diagnostic.Severity == DiagnosticSeverity.Error;
        if (_items.Count < Limits.Diagnostics)
            _items.Add(diagnostic);
    }

    /// <summary>
    /// Returns the diagnostics ordered by place in the text, then by code. Each occurs once, even though a rule that is called is compiled for every caller.
    /// </summary>
    public IReadOnlyList<Diagnostic> ToList() =>
        [.. _items.Distinct().OrderBy(d => d.Line).ThenBy(d => d.Column).ThenBy(d => d.Offset ?? -1).ThenBy(d => d.Code, StringComparer.Ordinal)];

    private void Add(SourceNode at, DiagnosticSeverity severity, string code, string message, int? offset)
    {
        ArgumentNullException.ThrowIfNull(at);
        Add(new Diagnostic(code, severity, at.Pointer, at.Line, at.Column, message, offset));
    }
}

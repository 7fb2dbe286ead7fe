namespace PolicyEngine.Documents;

/// <summary>Collects every diagnostic of one text, so that an author sees all of them at once and in document order.</summary>
public sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _items = [];

    /// <summary>Makes a bag for a text that is judged by the default limits.</summary>
    public DiagnosticBag()
        : this(EngineLimits.Default)
    {
    }

    /// <summary>Makes a bag.</summary>
    /// <param name="limits">What the text is judged by.</param>
    public DiagnosticBag(EngineLimits limits) => Limits = limits;

    /// <summary>The limits that apply to the text; everything that reports to the bag observes them.</summary>
    public EngineLimits Limits { get; }

    /// <summary>Whether warnings are wanted: for a text that was accepted before, they have already been reported.</summary>
    public bool WantsDoubts => !ReferenceEquals(Limits, EngineLimits.Accepted);

    /// <summary>Whether anything collected stops the document.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Number of diagnostics collected.</summary>
    public int Count => _items.Count;

    /// <summary>Adds an error at a value.</summary>
    public void Error(SourceNode at, string code, string message, int? offset = null) =>
        Add(at, DiagnosticSeverity.Error, code, message, offset);

    /// <summary>Adds a warning at a value.</summary>
    public void Warning(SourceNode at, string code, string message, int? offset = null) =>
        Add(at, DiagnosticSeverity.Warning, code, message, offset);

    /// <summary>Adds a diagnostic made elsewhere.</summary>
    public void Add(Diagnostic diagnostic)
    {
        ArgumentNullException.ThrowIfNull(diagnostic);
        HasErrors |= diagnostic.Severity == DiagnosticSeverity.Error;
        if (_items.Count < Limits.Diagnostics)
            _items.Add(diagnostic);
    }

    /// <summary>Everything collected, each once (a rule that is called is compiled for every caller), ordered by place in the text, then by code.</summary>
    public IReadOnlyList<Diagnostic> ToList() =>
        [.. _items.Distinct().OrderBy(d => d.Line).ThenBy(d => d.Column).ThenBy(d => d.Offset ?? -1).ThenBy(d => d.Code, StringComparer.Ordinal)];

    private void Add(SourceNode at, DiagnosticSeverity severity, string code, string message, int? offset)
    {
        ArgumentNullException.ThrowIfNull(at);
        Add(new Diagnostic(code, severity, at.Pointer, at.Line, at.Column, message, offset));
    }
}

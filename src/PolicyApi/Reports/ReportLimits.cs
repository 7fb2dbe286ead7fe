namespace PolicyApi.Reports;

/// <summary>The limits of one template. Templates are written by people who are not programmers, and may exceed any limit by mistake.</summary>
public sealed record ReportLimits
{
    /// <summary>The limits used unless others are given.</summary>
    public static ReportLimits Default { get; } = new();

    /// <summary>The maximum number of characters of a template's body and includes together.</summary>
    public int TemplateCharacters { get; init; } = 256 * 1024;

    /// <summary>Most characters a render may write. One more is an error, never a cut.</summary>
    public int OutputCharacters { get; init; } = 1024 * 1024;

    /// <summary>How long a render may take. A step that has begun is not broken off, so the end comes a little later.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>The maximum number of bytes that rendering may allocate in total, kept or not. The shipped report needs about a tenth of this.</summary>
    public long AllocatedBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>The maximum number of rounds of a loop together with the loops and list functions inside it: enough for a team of hundreds.</summary>
    public int LoopRounds { get; init; } = 20_000;

    /// <summary>Deepest nesting of functions and includes that call each other.</summary>
    public int CallDepth { get; init; } = 32;

    /// <summary>Deepest nesting of brackets in one expression.</summary>
    public int ExpressionDepth { get; init; } = 64;

    /// <summary>Renders that run at once; the others wait.</summary>
    public int ConcurrentRenders { get; init; } = 2;
}

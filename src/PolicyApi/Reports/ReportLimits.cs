namespace PolicyApi.Reports;

/// <summary>The limits of one template. Templates are written by people who are not programmers, and may exceed any limit by mistake.</summary>
public sealed record ReportLimits
{
    /// <summary>The default limits.</summary>
    public static ReportLimits Default { get; } = new();

    /// <summary>The maximum number of characters of a template's body and includes together.</summary>
    public int TemplateCharacters { get; init; } = 256 * 1024;

    /// <summary>The maximum number of characters that a render may write. Exceeding it is an error; the output is never truncated.</summary>
    public int OutputCharacters { get; init; } = 1024 * 1024;

    /// <summary>The maximum duration of a render. A step that has begun is not interrupted, so the render may end a little later.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>The maximum number of bytes that rendering may allocate in total, kept or not. The shipped report needs about a tenth of this.</summary>
    public long AllocatedBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>The maximum number of rounds of a loop together with the loops and list functions inside it: enough for a team of hundreds.</summary>
    public int LoopRounds { get; init; } = 20_000;

    /// <summary>The maximum depth of calls of functions and includes.</summary>
    public int CallDepth { get; init; } = 32;

    /// <summary>The maximum nesting of parentheses in one expression.</summary>
    public int ExpressionDepth { get; init; } = 64;

    /// <summary>The maximum number of renders that run at the same time; others wait.</summary>
    public int ConcurrentRenders { get; init; } = 2;
}

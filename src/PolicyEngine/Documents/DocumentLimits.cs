namespace PolicyEngine.Documents;

/// <summary>The limits of one document's text.</summary>
public static class DocumentLimits
{
    /// <summary>Most bytes.</summary>
    public const int MaxBytes = 2 * 1024 * 1024;

    /// <summary>How deep values may nest.</summary>
    public const int MaxDepth = 64;

    /// <summary>Most values: objects, arrays, texts, numbers and the rest together.</summary>
    public const int MaxValues = 50_000;

    /// <summary>Most diagnostics reported at once.</summary>
    public const int MaxDiagnostics = 1_000;
}

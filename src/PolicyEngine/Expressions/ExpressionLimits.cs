namespace PolicyEngine.Expressions;

/// <summary>The limits an expression has to keep before any parser sees it.</summary>
public static class ExpressionLimits
{
    /// <summary>Most characters of one expression.</summary>
    public const int MaxLength = 4_096;

    /// <summary>Deepest nesting of brackets of any kind, and of conditionals.</summary>
    public const int MaxDepth = 32;

    /// <summary>Most tokens of one expression.</summary>
    public const int MaxTokens = 600;

    /// <summary>Most unary operators in a row.</summary>
    public const int MaxUnaryRun = 8;

    /// <summary>Most characters of any text that an expression puts together.</summary>
    public const int MaxTextLength = 10_000;
}

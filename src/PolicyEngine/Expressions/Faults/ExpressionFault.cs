namespace PolicyEngine.Expressions.Faults;

/// <summary>A fault in an expression's text.</summary>
/// <param name="Code">A stable code.</param>
/// <param name="Offset">0-based offset in the author's text.</param>
/// <param name="Message">What is wrong and what would be right.</param>
internal sealed record ExpressionFault(string Code, int Offset, string Message)
{
    /// <summary>What would put it right; <see langword="null"/> when nobody knows.</summary>
    public Repair? Repair { get; init; }

    /// <summary>
    /// Whether it is that of a param or parameter used, which is reported where that stands: nothing is said of it here.
    /// </summary>
    public bool IsElsewhere { get; private init; }

    /// <summary>The fault of something that is reported where it stands.</summary>
    public static ExpressionFault Elsewhere { get; } = new("elsewhere", 0, string.Empty) { IsElsewhere = true };

    /// <summary>Whether the text goes beyond a limit, so that no more of it is looked at.</summary>
    public bool IsLimit => Code is "expression-too-long" or "expression-too-deep";
}

/// <summary>Characters of an expression that others take the place of.</summary>
/// <param name="Start">0-based offset.</param>
/// <param name="Length">How many characters go.</param>
/// <param name="With">What stands there instead.</param>
internal readonly record struct Repair(int Start, int Length, string With);

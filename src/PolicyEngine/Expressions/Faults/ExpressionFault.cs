namespace PolicyEngine.Expressions.Faults;

/// <summary>A fault in the text of an expression.</summary>
/// <param name="Code">A stable code.</param>
/// <param name="Offset">0-based offset in the author's text.</param>
/// <param name="Message">What is wrong, and what to write instead.</param>
internal sealed record ExpressionFault(string Code, int Offset, string Message)
{
    /// <summary>The change that corrects it; <see langword="null"/> if it is not certain.</summary>
    public Repair? Repair { get; init; }

    /// <summary>
    /// Whether the fault belongs to a param or parameter that the expression uses. It is reported there and not again here.
    /// </summary>
    public bool IsElsewhere { get; private init; }

    /// <summary>Stands for a fault that is reported elsewhere.</summary>
    public static ExpressionFault Elsewhere { get; } = new("elsewhere", 0, string.Empty) { IsElsewhere = true };

    /// <summary>Whether the text exceeds a limit; it is then not examined further.</summary>
    public bool IsLimit => Code is "expression-too-long" or "expression-too-deep";
}

/// <summary>A replacement of some characters of an expression.</summary>
/// <param name="Start">0-based offset.</param>
/// <param name="Length">The number of characters to remove.</param>
/// <param name="With">The characters to insert.</param>
internal readonly record struct Repair(int Start, int Length, string With);

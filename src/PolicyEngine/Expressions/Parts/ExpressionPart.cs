namespace PolicyEngine.Expressions.Parts;

/// <summary>What joins the parts of an expression.</summary>
internal enum PartKind
{
    /// <summary>Conditions joined by <c>and</c>.</summary>
    All,

    /// <summary>Conditions joined by <c>or</c>.</summary>
    Any,

    /// <summary>One condition that is negated.</summary>
    Not,

    /// <summary>Two values that are compared, or a value and the list it is looked for in.</summary>
    Comparison,

    /// <summary>A condition and the two values that it chooses between.</summary>
    Choice,

    /// <summary>The arguments of a function such as <c>Grade.AtLeast</c>.</summary>
    Call,

    /// <summary>Nothing: the expression is not divided any further.</summary>
    Whole,
}

/// <summary>A part of an expression as its author wrote it.</summary>
/// <param name="Kind">What joins the parts below it.</param>
/// <param name="Text">Its text, without brackets around all of it.</param>
/// <param name="Parts">The parts below it, in the order of the text.</param>
internal sealed record ExpressionPart(PartKind Kind, string Text, IReadOnlyList<ExpressionPart> Parts);

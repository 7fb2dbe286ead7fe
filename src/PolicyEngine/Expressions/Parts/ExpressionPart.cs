namespace PolicyEngine.Expressions.Parts;

/// <summary>How the parts of an expression are joined.</summary>
internal enum PartKind
{
    /// <summary>Conditions joined by <c>and</c>.</summary>
    All,

    /// <summary>Conditions joined by <c>or</c>.</summary>
    Any,

    /// <summary>One condition that is negated.</summary>
    Not,

    /// <summary>Two compared values, or a value and the list that <c>in</c> searches.</summary>
    Comparison,

    /// <summary>A condition and the two values it chooses between.</summary>
    Choice,

    /// <summary>The arguments of a function such as <c>Grade.AtLeast</c>.</summary>
    Call,

    /// <summary>The expression is not divided any further.</summary>
    Whole,
}

/// <summary>A part of an expression as its author wrote it.</summary>
/// <param name="Kind">How its parts are joined.</param>
/// <param name="Text">Its text, without brackets around all of it.</param>
/// <param name="Parts">Its parts, in the order of the text.</param>
internal sealed record ExpressionPart(PartKind Kind, string Text, IReadOnlyList<ExpressionPart> Parts);

namespace PolicyEngine.Expressions.Faults;

/// <summary>Explains syntax errors for which there is no more specific explanation.</summary>
internal static class SyntaxComplaints
{
    private const string Look = "look for an operator, a name or a bracket that does not belong there";

    /// <summary>Returns the fault.</summary>
    /// <param name="message">The parser's message.</param>
    /// <param name="text">The expression.</param>
    /// <param name="pieces">The pieces of the expression.</param>
    /// <param name="offset">The offset at which parsing failed; <see langword="null"/> if it is unknown.</param>
    public static ExpressionFault Explain(string message, string text, IReadOnlyList<Piece> pieces, int? offset)
    {
        var fault = offset is null ? null : Slips.Find(text, pieces, offset);
        return fault ?? Brackets.Check(pieces) ?? new("expression-syntax", offset ?? 0, offset is { } at ? At(message, pieces, at) : $"the expression cannot be read; {Look}");
    }

    private static string At(string message, IReadOnlyList<Piece> pieces, int offset)
    {
        var (here, before) = (pieces.FirstOrDefault(p => p.End > offset), pieces.LastOrDefault(p => p.End <= offset));
        var found = here.Text is null ? "the end" : $"`{Shown(here.Text)}`";
        if (message.StartsWith("Expression expected", StringComparison.Ordinal) || message.StartsWith("')' or operator", StringComparison.Ordinal) && here.Text is null)
            return before.Text is null ? $"a value is missing before {found}; write one, such as a field or a number" : $"a value is missing between `{Shown(before.Text)}` and {found}; write one, such as a field or a number";
        if (message.StartsWith("Identifier expected", StringComparison.Ordinal))
            return $"a name is missing {(before.Text is null ? "before" : $"after `{Shown(before.Text)}`, before")} {found}; write the field that is meant, or remove the point";
        if (message.StartsWith("':' expected", StringComparison.Ordinal))
            return $"`?` needs a second value after `:`, before {found}; write `condition ? a : b`";
        if (message.StartsWith("Digit expected", StringComparison.Ordinal))
            return "a digit is missing after the point; write one, or remove the point";
        if (message.StartsWith("'.' or '('", StringComparison.Ordinal))
            return $"`{(before.Text is null ? "this" : Shown(before.Text))}` is not a value by itself; say what to take from it, such as `Number.Round(x, 2)`";
        if (here.Text is null)
            return $"the expression ends too early; {Look}";
        if (here.Text is ",")
            return "`,` does not belong here; conditions are joined by `&&` (and) or `||` (or), several values stand in brackets, such as `x in (\"a\", \"b\")`";
        if (!before.EndsValue || (here.Kind == PieceKind.Sign && !here.Opens))
            return $"{found} does not belong here; {Look}";
        var unit = before.Kind == PieceKind.Number && here.Kind == PieceKind.Word ? "; if it is a unit, leave it out: a number stands by itself" : string.Empty;
        return $"an operator is missing before {found}, such as `==`, `>=` or `&&`{unit}";
    }

    private static string Shown(string piece) => piece.Length <= 30 ? piece : piece[..29] + "…";
}

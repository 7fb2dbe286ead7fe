namespace PolicyEngine.Expressions.Faults;

/// <summary>Finds the bracket that is not closed, or closes nothing.</summary>
internal static class Brackets
{
    /// <summary>The fault; <see langword="null"/> when every bracket has its other.</summary>
    public static ExpressionFault? Check(IReadOnlyList<Piece> pieces)
    {
        var open = new Stack<Piece>();
        foreach (var piece in pieces)
        {
            if (piece.Kind == PieceKind.Sign && piece.Text is "${" or "{{")
                return null; // Marks of a template, of which something else is said.
            if (piece.Opens)
                open.Push(piece);
            if (!piece.Closes)
                continue;
            if (!open.TryPop(out var opened))
                return new("expression-syntax", piece.Start, $"`{piece.Text}` closes nothing; remove it, or add the bracket that it closes");
            if (Other(opened.Text) != piece.Text)
                return new("expression-syntax", piece.Start, $"`{piece.Text}` does not close `{opened.Text}`; write `{Other(opened.Text)}`") { Repair = new(piece.Start, 1, Other(opened.Text)) };
        }

        return open.TryPeek(out var last)
            ? new("expression-syntax", last.Start, $"`{last.Text}` is not closed; add `{Other(last.Text)}` where it ends")
            : null;
    }

    private static string Other(string opening) => opening switch
    {
        "(" => ")",
        "[" => "]",
        _ => "}",
    };
}

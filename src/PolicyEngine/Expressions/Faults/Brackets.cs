namespace PolicyEngine.Expressions.Faults;

/// <summary>Finds a bracket that is never closed, or that closes nothing.</summary>
internal static class Brackets
{
    /// <summary>Returns the first fault; <see langword="null"/> if every bracket has its counterpart.</summary>
    public static ExpressionFault? Check(IReadOnlyList<Piece> pieces)
    {
        var open = new Stack<Piece>();
        foreach (var piece in pieces)
        {
            if (piece.Kind == PieceKind.Sign && piece.Text is "${" or "{{")
                return null; // Template marks are explained elsewhere.
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

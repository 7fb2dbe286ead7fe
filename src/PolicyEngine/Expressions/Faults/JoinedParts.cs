namespace PolicyEngine.Expressions.Faults;

/// <summary>Finds the conditions that an expression joins with <c>&amp;&amp;</c> and <c>||</c> outside of all brackets.</summary>
internal static class JoinedParts
{
    /// <summary>Returns the range of each condition. There is only one if nothing is joined, or if an operator binds less tightly, such as <c>?</c>.</summary>
    public static IReadOnlyList<(int Start, int End)> Of(string text)
    {
        var (parts, start, depth) = (new List<(int, int)>(), 0, 0);
        foreach (var piece in Pieces.Of(text))
        {
            depth += piece.Opens ? 1 : piece.Closes ? -1 : 0;
            if (depth < 0 || (depth == 0 && piece.Kind == PieceKind.Sign && piece.Text is "?" or "=>" or ":"))
                return [(0, text.Length)];
            if (depth != 0 || !(piece.Text is "&&" or "||" || piece.Is("and") || piece.Is("or")))
                continue;
            parts.Add((start, piece.Start));
            start = piece.End;
        }

        parts.Add((start, text.Length));
        return parts.TrueForAll(p => !string.IsNullOrWhiteSpace(text[p.Item1..p.Item2])) ? parts : [(0, text.Length)];
    }
}

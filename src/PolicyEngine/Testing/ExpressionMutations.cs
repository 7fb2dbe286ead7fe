namespace PolicyEngine.Testing;

/// <summary>A changed expression.</summary>
/// <param name="Kind">The kind of change.</param>
/// <param name="Text">The changed expression.</param>
internal readonly record struct ChangedExpression(MutationKind Kind, string Text);

/// <summary>
/// Creates the small changes of one expression. Tokens are only replaced by tokens of the same kind or removed, so the changed expression still passes the
/// lexical guard.
/// </summary>
internal static class ExpressionMutations
{
    private static readonly Dictionary<string, string[]> Flips = new(StringComparer.Ordinal)
    {
        [">="] = [">", "<"],
        [">"] = [">=", "<="],
        ["<="] = ["<", ">"],
        ["<"] = ["<=", ">="],
        ["=="] = ["!="],
        ["="] = ["!="],
        ["!="] = ["=="],
        ["<>"] = ["=="],
    };

    /// <summary>Returns every change of an expression.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="isCondition">
    /// Whether it is a rule's condition; in other expressions, only comparisons, logical operators and compared numbers are changed.
    /// </param>
    /// <param name="stepOf">Returns the step of a field or parameter by its path; <see langword="null"/> if it has none.</param>
    public static IEnumerable<ChangedExpression> Of(string text, bool isCondition, Func<string, decimal?> stepOf)
    {
        var tokens = ExpressionTokens.Of(text);
        var changes = Comparisons(text, tokens).Concat(Logic(text, tokens)).Concat(Literals(text, tokens, isCondition, stepOf)).ToList();
        if (isCondition && !tokens.Any(t => t.IsComparison || t.IsLogical) && tokens is not [{ Text: "true" or "false" }])
            changes.Add(Negated(text, tokens));
        return changes.Where(c => !string.Equals(c.Text, text, StringComparison.Ordinal)).DistinctBy(c => c.Text, StringComparer.Ordinal);
    }

    private static IEnumerable<ChangedExpression> Comparisons(string text, List<Token> tokens) =>
        from token in tokens.Where(t => t.IsComparison)
        from other in Flips[token.Text]
        select new ChangedExpression(MutationKind.Flip, Replace(text, token, other));

    private static IEnumerable<ChangedExpression> Logic(string text, List<Token> tokens)
    {
        foreach (var token in tokens.Where(t => t.IsLogical))
            yield return new(MutationKind.Swap, Replace(text, token, token.Kind == TokenKind.Word ? token.IsAnd ? "or" : "and" : token.IsAnd ? "||" : "&&"));
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!tokens[i].IsLogical)
                continue;
            // Every operand is dropped once: together with the operator after it, or, for the last operand of a chain, with the one before it.
            yield return new(MutationKind.Drop, Cut(text, StartOfOperand(tokens, i), tokens[i].End));
            if (EndOfOperand(tokens, i, out var isLast) is var end && isLast)
                yield return new(MutationKind.Drop, Cut(text, tokens[i].Start, end));
        }
    }

    private static IEnumerable<ChangedExpression> Literals(string text, List<Token> tokens, bool isCondition, Func<string, decimal?> stepOf)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            var compared = Compared(tokens, i);
            if (tokens[i].Kind != TokenKind.Number || !isCondition && compared is null)
                continue;
            var step = compared is { Kind: TokenKind.Word } field ? stepOf(field.Text) : null;
            foreach (var number in Steps.Around(tokens[i].Text, step))
                yield return new(MutationKind.Shift, Replace(text, tokens[i], number));
        }
    }

    /// <summary>Returns the token with which a token is directly compared; <see langword="null"/> if there is none.</summary>
    internal static Token? Compared(List<Token> tokens, int at)
    {
        if (at >= 2 && tokens[at - 1].IsComparison)
            return tokens[at - 2];
        return at + 2 < tokens.Count && tokens[at + 1].IsComparison ? tokens[at + 2] : null;
    }

    private static ChangedExpression Negated(string text, List<Token> tokens) => tokens[0].Text is "!"
        ? new(MutationKind.Flip, Cut(text, 0, tokens[0].End))
        : new(MutationKind.Flip, tokens is [{ Kind: TokenKind.Word }] ? "!" + text.Trim() : $"!({text.Trim()})");

    private static int StartOfOperand(List<Token> tokens, int at)
    {
        var depth = tokens[at].Depth;
        var start = at;
        while (start > 0 && tokens[start - 1].Depth >= depth && !(tokens[start - 1].Depth == depth && (tokens[start - 1].IsLogical || tokens[start - 1].IsBoundary)))
            start--;
        return tokens[start].Start;
    }

    private static int EndOfOperand(List<Token> tokens, int at, out bool isLast)
    {
        var depth = tokens[at].Depth;
        var end = at + 1;
        while (end < tokens.Count && tokens[end].Depth >= depth && !(tokens[end].Depth == depth && (tokens[end].IsLogical || tokens[end].IsBoundary)))
            end++;
        isLast = end >= tokens.Count || !(tokens[end].Depth == depth && tokens[end].IsLogical);
        return tokens[end - 1].End;
    }

    private static string Replace(string text, Token token, string by) => string.Concat(text.AsSpan(0, token.Start), by, text.AsSpan(token.End));

    /// <summary>Removes a piece together with the white space after it; at the end of an expression or group, also the white space before it.</summary>
    private static string Cut(string text, int start, int end)
    {
        var rest = text.AsSpan(end).TrimStart();
        var closes = rest.IsEmpty || rest[0] is ')' or ',' or ']';
        return string.Concat(closes ? text.AsSpan(0, start).TrimEnd() : text.AsSpan(0, start), rest).Trim();
    }
}

namespace PolicyEngine.Testing;

/// <summary>The kind of a token in an expression.</summary>
internal enum TokenKind
{
    /// <summary>A name, a path such as <c>manager.tenureMonths</c>, or a word such as <c>and</c>.</summary>
    Word,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A text in quotes.</summary>
    Text,

    /// <summary>An operator, a bracket or a comma.</summary>
    Symbol,
}

/// <summary>A token with its place in the expression.</summary>
/// <param name="Kind">The kind of token.</param>
/// <param name="Start">The 0-based offset of its first character.</param>
/// <param name="Text">The token as written.</param>
/// <param name="Depth">The number of open brackets around it. A bracket is not inside itself.</param>
internal readonly record struct Token(TokenKind Kind, int Start, string Text, int Depth)
{
    /// <summary>The offset after its last character.</summary>
    public int End => Start + Text.Length;

    /// <summary>Whether it is a comparison operator.</summary>
    public bool IsComparison => Kind == TokenKind.Symbol && Text is "==" or "!=" or "<" or "<=" or ">" or ">=" or "=" or "<>";

    /// <summary>Whether it joins conditions, as "and" or "or".</summary>
    public bool IsLogical => IsAnd || IsOr;

    /// <summary>Whether it is "and", in either notation.</summary>
    public bool IsAnd => Text is "&&" || Kind == TokenKind.Word && Text.Equals("and", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is "or", in either notation.</summary>
    public bool IsOr => Text is "||" || Kind == TokenKind.Word && Text.Equals("or", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it ends a condition at its depth: a comma, a part of a conditional, or the arrow of a lambda.</summary>
    public bool IsBoundary => Kind == TokenKind.Symbol && Text is "," or "?" or ":" or "=>";
}

/// <summary>Splits an expression that has passed the lexical guard into tokens.</summary>
internal static class ExpressionTokens
{
    private static readonly string[] LongSymbols = ["==", "!=", "<=", ">=", "<>", "&&", "||", "=>"];

    /// <summary>Returns the tokens in order.</summary>
    public static List<Token> Of(string text)
    {
        var tokens = new List<Token>();
        var depth = 0;
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var (kind, length) = Next(text, at);
            var token = text.Substring(at, length);
            if (kind == TokenKind.Symbol && token is ")" or "]" or "}")
                depth--;
            tokens.Add(new Token(kind, at, token, depth));
            if (kind == TokenKind.Symbol && token is "(" or "[" or "{")
                depth++;
            at += length;
        }

        return tokens;
    }

    private static (TokenKind Kind, int Length) Next(string text, int at)
    {
        var c = text[at];
        if (char.IsAsciiDigit(c))
            return (TokenKind.Number, LengthWhile(text, at, i => char.IsLetterOrDigit(text[i]) || text[i] == '.' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1])));
        if (char.IsLetter(c) || c is '_' or '@')
            return (TokenKind.Word, LengthWhile(text, at, i => char.IsLetterOrDigit(text[i]) || text[i] is '_' or '@' or '.'));
        if (c is '"' or '\'')
            return (TokenKind.Text, TextLength(text, at));
        return (TokenKind.Symbol, LongSymbols.Any(s => string.CompareOrdinal(text, at, s, 0, 2) == 0) ? 2 : 1);
    }

    private static int LengthWhile(string text, int start, Func<int, bool> belongs)
    {
        var end = start;
        while (end < text.Length && belongs(end))
            end++;
        return end - start;
    }

    private static int TextLength(string text, int start)
    {
        var end = start + 1;
        while (end < text.Length && text[end] != text[start])
            end += text[end] == '\\' ? 2 : 1;
        return Math.Min(end + 1, text.Length) - start;
    }
}

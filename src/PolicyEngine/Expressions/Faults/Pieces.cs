namespace PolicyEngine.Expressions.Faults;

/// <summary>The kinds of pieces of an expression.</summary>
internal enum PieceKind
{
    /// <summary>A name or word.</summary>
    Word,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A text in quotes, closed or not.</summary>
    Text,

    /// <summary>An operator, a bracket, or any other sign.</summary>
    Sign,
}

/// <summary>A piece of an expression and its offset.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Start">0-based offset.</param>
/// <param name="Text">The piece as written.</param>
internal readonly record struct Piece(PieceKind Kind, int Start, string Text)
{
    /// <summary>The offset after it.</summary>
    public int End => Start + Text.Length;

    /// <summary>Whether it is the given sign or word, ignoring case.</summary>
    public bool Is(string text) => Kind != PieceKind.Text && string.Equals(Text, text, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is an opening bracket.</summary>
    public bool Opens => Kind == PieceKind.Sign && Text is "(" or "[" or "{";

    /// <summary>Whether it is a closing bracket.</summary>
    public bool Closes => Kind == PieceKind.Sign && Text is ")" or "]" or "}";

    /// <summary>Whether a value can end with it.</summary>
    public bool EndsValue => Closes || (Kind != PieceKind.Sign && !Is("and") && !Is("or") && !Is("not") && !Is("in"));
}

/// <summary>Splits any text into pieces, even one that no parser accepts, so that its faults can be explained.</summary>
internal static class Pieces
{
    /// <summary>The signs of several characters, longer ones first; some belong to other languages.</summary>
    private static readonly string[] LongSigns =
    [
        "===", "!==", "&&&", "|||", "==", "!=", "<=", ">=", "=>", "=<", "<>", "&&", "||", "??", "?.", "->", "::", "++", "--", "+=", "-=", "**", "//", "/*", "<<", ">>", "${", "{{",
    ];

    /// <summary>Returns the pieces of a text in order.</summary>
    public static IReadOnlyList<Piece> Of(string text)
    {
        var pieces = new List<Piece>();
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var (kind, length) = Next(text, at);
            pieces.Add(new Piece(kind, at, text.Substring(at, length)));
            at += length;
        }

        return pieces;
    }

    private static (PieceKind Kind, int Length) Next(string text, int at)
    {
        var c = text[at];
        if (char.IsAsciiDigit(c))
            return (PieceKind.Number, NumberLength(text, at));
        if (char.IsLetter(c) || c is '_')
            return (PieceKind.Word, LengthWhile(text, at, i => char.IsLetterOrDigit(text[i]) || text[i] is '_'));
        return c is '"' or '\''
            ? (PieceKind.Text, TextLength(text, at))
            : (PieceKind.Sign, LongSigns.FirstOrDefault(s => string.CompareOrdinal(text, at, s, 0, s.Length) == 0)?.Length ?? 1);
    }

    private static int NumberLength(string text, int start)
    {
        var length = LengthWhile(text, start, i => char.IsAsciiDigit(text[i]));
        var point = start + length;
        return point + 1 < text.Length && text[point] == '.' && char.IsAsciiDigit(text[point + 1])
            ? length + 1 + LengthWhile(text, point + 1, i => char.IsAsciiDigit(text[i]))
            : length;
    }

    private static int TextLength(string text, int start)
    {
        var end = start + 1;
        while (end < text.Length && text[end] != text[start])
            end += text[end] == '\\' ? 2 : 1;
        return Math.Min(end + 1, text.Length) - start;
    }

    private static int LengthWhile(string text, int start, Func<int, bool> belongs)
    {
        var end = start;
        while (end < text.Length && belongs(end))
            end++;
        return end - start;
    }
}

namespace PolicyEngine.Expressions.Faults;

/// <summary>A mistake that many make, because other languages, spreadsheets or plain words have it so.</summary>
internal sealed class Slip
{
    private readonly (string Text, bool IsClose)[] _pattern;
    private readonly int _from;
    private readonly int _to;

    /// <summary>Makes a slip.</summary>
    /// <param name="pattern">
    /// The pieces in a row, by blanks: words and signs as written; <c>#</c> any number, <c>###</c> one of three digits, <c>w</c> any word, <c>"</c> any text,
    /// <c>end</c> the end, <c>op</c> anything after which a value is due, <c>hash</c> the sign. One that begins with <c>~</c> touches the piece before it; those
    /// between <c>&lt;:</c> and <c>:&gt;</c> are wrong, without these marks all.
    /// </param>
    /// <param name="advice">What would be right.</param>
    /// <param name="instead">What takes the place of the wrong pieces, where that is plain.</param>
    public Slip(string pattern, string advice, string? instead = null)
    {
        var items = pattern.Split(' ');
        var (from, to) = (Array.IndexOf(items, "<:"), Array.IndexOf(items, ":>"));
        _from = Math.Max(0, from);
        _to = to < 0 ? items.Length : to - 1;
        _pattern = [.. items.Where(i => i is not ("<:" or ":>")).Select(i => (i.Length > 1 ? i.TrimStart('~') : i, i.Length > 1 && i[0] == '~'))];
        Advice = advice;
        Instead = instead;
    }

    /// <summary>What would be right.</summary>
    public string Advice { get; }

    /// <summary>What takes the place of the wrong pieces.</summary>
    public string? Instead { get; }

    /// <summary>Where in the text it is made; <see langword="null"/> when it is not made there.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="pieces">Its pieces.</param>
    /// <param name="first">The piece with which the pattern has to begin; -1 is what stands before all.</param>
    /// <returns>From where to where it goes, and where the pieces begin by which it is known.</returns>
    public (int Start, int End, int From)? Find(string text, IReadOnlyList<Piece> pieces, int first)
    {
        // What follows a point is a member, whatever it is called.
        if (first > 0 && pieces[first].Kind == PieceKind.Word && pieces[first - 1].Is("."))
            return null;
        for (var i = 0; i < _pattern.Length; i++)
        {
            if (!Fits(_pattern[i], pieces, first + i))
                return null;
        }

        var (start, last) = (first + _from, first + Math.Min(_to, _pattern.Length) - 1);
        var from = first < 0 ? 0 : pieces[first].Start;
        return start < pieces.Count ? (pieces[start].Start, last < pieces.Count ? pieces[last].End : text.Length, from) : (text.Length, text.Length, from);
    }

    private static bool Fits((string Text, bool IsClose) wanted, IReadOnlyList<Piece> pieces, int at)
    {
        if (at < 0 || at >= pieces.Count)
            return at < 0 ? wanted.Text is "op" : wanted.Text is "end";
        var piece = pieces[at];
        if (wanted.IsClose && (at == 0 || pieces[at - 1].End != piece.Start))
            return false;
        return wanted.Text switch
        {
            "#" => piece.Kind == PieceKind.Number,
            "###" => piece is { Kind: PieceKind.Number, Text.Length: 3 },
            "hash" => piece.Is("#"),
            "w" => piece.Kind == PieceKind.Word,
            "\"" => piece.Kind == PieceKind.Text,
            "op" => !piece.EndsValue && piece.Text is not ".",
            "end" => false,
            _ => piece.Is(wanted.Text),
        };
    }
}

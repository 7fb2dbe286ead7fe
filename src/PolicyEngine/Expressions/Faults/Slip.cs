namespace PolicyEngine.Expressions.Faults;

/// <summary>A common mistake, usually a form that other languages, spreadsheets or plain English use.</summary>
internal sealed class Slip
{
    private readonly (string Text, bool IsClose)[] _pattern;
    private readonly int _from;
    private readonly int _to;

    /// <summary>Makes a slip.</summary>
    /// <param name="pattern">
    /// The pieces in order, separated by spaces. Words and signs stand for themselves; <c>#</c> is any number, <c>###</c> a number of three digits, <c>w</c> any
    /// word, <c>"</c> any text, <c>end</c> the end of the expression, <c>op</c> any piece after which a value must follow, and <c>hash</c> the sign <c>#</c>. A piece
    /// marked with <c>~</c> directly follows the piece before it. The pieces between <c>&lt;:</c> and <c>:&gt;</c> are the wrong ones; without these marks, all are.
    /// </param>
    /// <param name="advice">What to write instead.</param>
    /// <param name="instead">The text that replaces the wrong pieces, if it is certain.</param>
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

    /// <summary>The text that replaces the wrong pieces; <see langword="null"/> if it is not certain.</summary>
    public string? Instead { get; }

    /// <summary>Returns where the mistake is; <see langword="null"/> if it is not made at that piece.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="pieces">The pieces of the expression.</param>
    /// <param name="first">The index of the piece with which the pattern has to begin; -1 for the start of the text.</param>
    /// <returns>The range of the wrong pieces, and the offset of the first piece that matches the pattern.</returns>
    public (int Start, int End, int From)? Find(string text, IReadOnlyList<Piece> pieces, int first)
    {
        // After a point there is a member, whatever its name.
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

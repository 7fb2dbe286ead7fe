using PolicyEngine.Expressions.Faults;

namespace PolicyEngine.Expressions.Parts;

/// <summary>
/// Divides the text of an expression at the operators that join conditions and values, by the parser's precedence. Lambdas are not divided.
/// The text must compile; otherwise the parts are meaningless.
/// </summary>
internal sealed class ExpressionParts
{
    private readonly string _text;
    private readonly IReadOnlyList<Piece> _pieces;
    private readonly int[] _depths; // The number of brackets open around each piece; a bracket itself is outside.

    private ExpressionParts(string text)
    {
        _text = text;
        _pieces = Pieces.Of(text);
        _depths = new int[_pieces.Count];
        for (int i = 0, depth = 0; i < _pieces.Count; i++)
        {
            if (_pieces[i].Closes)
                depth--;
            _depths[i] = depth;
            if (_pieces[i].Opens)
                depth++;
        }
    }

    /// <summary>Returns the parts of an expression.</summary>
    public static ExpressionPart Of(string text)
    {
        var parts = new ExpressionParts(text);
        return parts.Divide(0, parts._pieces.Count);
    }

    private ExpressionPart Divide(int from, int to)
    {
        while (IsInBrackets(from, to))
            (from, to) = (from + 1, to - 1);

        // What comes after `??` belongs to its right side, a `?` too.
        if (Places(from, to, "?", "??") is [var first, ..])
            return IsSign(first, "?") ? DivideChoice(from, first, to) : Part(PartKind.Whole, from, to);
        return DivideBy(PartKind.Any, from, to, "||")
            ?? DivideBy(PartKind.All, from, to, "&&")
            ?? DivideIn(from, to)
            ?? DivideBySingle(from, to)
            ?? DivideComparison(from, to)
            ?? DivideNot(from, to)
            ?? DivideIif(from, to)
            ?? DivideCall(from, to)
            ?? Part(PartKind.Whole, from, to);
    }

    private bool IsInBrackets(int from, int to) =>
        to - from > 2 && _pieces[from].Is("(") && _pieces[to - 1].Is(")") && Enumerable.Range(from + 1, to - from - 2).All(i => _depths[i] > _depths[from]);

    private ExpressionPart DivideChoice(int from, int asks, int to)
    {
        var open = 0;
        for (var i = asks + 1; i < to; i++)
        {
            if (_depths[i] != _depths[from])
                continue;
            if (_pieces[i].Is("?"))
                open++;
            else if (_pieces[i].Is(":") && open-- == 0)
                return Part(PartKind.Choice, from, to, Divide(from, asks), Divide(asks + 1, i), Divide(i + 1, to));
        }

        return Part(PartKind.Whole, from, to);
    }

    private ExpressionPart? DivideBy(PartKind kind, int from, int to, string sign)
    {
        var places = Places(from, to, sign);
        if (places.Count == 0)
            return null;
        var starts = places.Select(p => p + 1).Prepend(from);
        return Part(kind, from, to, [.. starts.Zip(places.Append(to), Divide)]);
    }

    // `&` and `|` have the same precedence.
    private ExpressionPart? DivideBySingle(int from, int to) => (Places(from, to, "&").Count > 0, Places(from, to, "|").Count > 0) switch
    {
        (true, true) => Part(PartKind.Whole, from, to),
        (true, false) => DivideBy(PartKind.All, from, to, "&"),
        _ => DivideBy(PartKind.Any, from, to, "|"),
    };

    private ExpressionPart? DivideIn(int from, int to) => Places(from, to, "in", "not_in") switch
    {
        [] => null,
        [var at] when IsSign(at, "in") && !IsSign(at - 1, "!") => Part(PartKind.Comparison, from, to, Divide(from, at), Part(PartKind.Whole, at + 1, to)),
        _ => Part(PartKind.Whole, from, to),
    };

    private ExpressionPart? DivideComparison(int from, int to) => Places(from, to, "==", "!=", "<", "<=", ">", ">=") switch
    {
        [] => null,
        [var at] => Part(PartKind.Comparison, from, to, Divide(from, at), Divide(at + 1, to)),
        _ => Part(PartKind.Whole, from, to),
    };

    private ExpressionPart? DivideNot(int from, int to) =>
        to - from > 1 && IsSign(from, "!") ? Part(PartKind.Not, from, to, Divide(from + 1, to)) : null;

    // `iif(…)` is another way to write a choice.
    private ExpressionPart? DivideIif(int from, int to) =>
        to - from > 4 && _pieces[from].Is("iif") && IsInBrackets(from + 1, to) ? Part(PartKind.Choice, from, to, Arguments(from + 1, to)) : null;

    // `Name.Name(…)`: a function, or a method of a param. What a lambda does has no value by itself.
    private ExpressionPart? DivideCall(int from, int to)
    {
        var open = from + 3;
        if (to - open < 3 || !_pieces[from + 1].Is(".") || !_pieces[open].Is("(") || !IsInBrackets(open, to) || Enumerable.Range(open, to - open).Any(i => _pieces[i].Is("=>") && _depths[i] == _depths[open] + 1))
            return null;
        return Part(PartKind.Call, from, to, Arguments(open, to));
    }

    private ExpressionPart[] Arguments(int open, int to)
    {
        var commas = Places(open + 1, to - 1, ",");
        return [.. commas.Select(p => p + 1).Prepend(open + 1).Zip(commas.Append(to - 1), Divide)];
    }

    /// <summary>Returns the indexes of the given operators that are not inside further brackets.</summary>
    private List<int> Places(int from, int to, params string[] signs) =>
        [.. Enumerable.Range(from, to - from).Where(i => _depths[i] == _depths[from] && Array.Exists(signs, s => IsSign(i, s)))];

    // A field may be called `in`.
    private bool IsSign(int at, string sign) =>
        _pieces[at].Kind != PieceKind.Text && (at == 0 || !_pieces[at - 1].Is(".")) && string.Equals(OperatorSigns.Plain(_pieces[at].Text), sign, StringComparison.OrdinalIgnoreCase);

    private ExpressionPart Part(PartKind kind, int from, int to, params ExpressionPart[] parts) =>
        new(kind, _text[_pieces[from].Start.._pieces[to - 1].End], parts);
}

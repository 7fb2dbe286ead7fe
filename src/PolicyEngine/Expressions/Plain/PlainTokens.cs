using System.Globalization;
using System.Linq.Expressions;

namespace PolicyEngine.Expressions.Plain;

/// <summary>The kinds of tokens.</summary>
internal enum PlainToken
{
    /// <summary>There are no tokens left.</summary>
    End,

    /// <summary>A word that can be a name.</summary>
    Name,

    /// <summary>A number without a sign.</summary>
    Number,

    /// <summary>A text without escapes.</summary>
    Text,

    /// <summary>An operator or other sign, or a word that stands for one.</summary>
    Sign,

    /// <summary>Anything that Dynamic LINQ may read differently.</summary>
    Other,
}

/// <summary>The tokens of an expression that <see cref="Reading.ExpressionLexer"/> has accepted, one after the other.</summary>
internal sealed class PlainTokens
{
    /// <summary>Words that Dynamic LINQ always reads as operators. Of the others, only those that policies commonly use are read here.</summary>
    private static readonly Dictionary<string, string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["and"] = "&&",
        ["or"] = "||",
        ["not"] = "!",
        ["in"] = "in",
    };

    private static readonly HashSet<string> OtherWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "eq", "equal", "ne", "notequal", "neq", "lt", "lessthan", "le", "lessthanequal", "gt", "greaterthan", "ge", "greaterthanequal", "andalso", "orelse", "mod", "not_in", "out",
    };

    private static readonly string[] Signs = ["&&", "||", "==", "!=", "<=", ">=", "=>", "<>", "<<", ">>", "??", "?.", "!", "<", ">", "+", "-", "*", "/", "%", "(", ")", "[", "]", ",", ".", "?", ":"];

    private readonly string _text;
    private int _start;
    private int _end;

    /// <summary>Starts at the first token of a text.</summary>
    public PlainTokens(string text)
    {
        _text = text;
        Next();
    }

    /// <summary>The kind of the current token.</summary>
    public PlainToken Kind { get; private set; }

    /// <summary>The sign; <see langword="null"/> if the token is not a sign.</summary>
    public string? Sign { get; private set; }

    /// <summary>The current token as written; for a text, without its quotes.</summary>
    public string Text => Kind == PlainToken.Text ? _text[(_start + 1)..(_end - 1)] : _text[_start.._end];

    /// <summary>Moves to the next token.</summary>
    public void Next()
    {
        _start = _end;
        while (_start < _text.Length && char.IsWhiteSpace(_text[_start]))
            _start++;
        _end = _start;
        Sign = null;
        Kind = _start == _text.Length ? PlainToken.End : Read(_text[_start]);
    }

    /// <summary>Moves on if the current token is the given sign; returns whether it is.</summary>
    public bool Take(string sign)
    {
        if (!ReferenceEquals(Sign, sign) && !string.Equals(Sign, sign, StringComparison.Ordinal))
            return false;
        Next();
        return true;
    }

    /// <summary>Returns the value of a number: a decimal if it has the suffix, and otherwise an integer of the type that Dynamic LINQ gives it; <see langword="null"/> if it is too long.</summary>
    public static Expression? Number(string text)
    {
        if (text[^1] == 'm')
            return decimal.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.Number, CultureInfo.InvariantCulture, out var exact) ? Expression.Constant(exact) : null;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? Expression.Constant(whole) : null;
    }

    private PlainToken Read(char first)
    {
        if (char.IsLetter(first) || first == '_')
            return ReadWord();
        if (char.IsAsciiDigit(first))
            return ReadNumber();
        return first == '"' ? ReadText() : ReadSign();
    }

    private PlainToken ReadWord()
    {
        while (_end < _text.Length && (char.IsLetterOrDigit(_text[_end]) || _text[_end] == '_'))
            _end++;
        var lookup = Words.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(_text.AsSpan(_start.._end), out var sign))
        {
            Sign = sign;
            return PlainToken.Sign;
        }

        return OtherWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(_text.AsSpan(_start.._end)) ? PlainToken.Other : PlainToken.Name;
    }

    /// <summary>Reads digits, possibly with a point between them, and the suffix that <see cref="Reading.ExpressionLexer"/> gives to decimals.</summary>
    private PlainToken ReadNumber()
    {
        SkipDigits();
        if (_end + 1 < _text.Length && _text[_end] == '.' && char.IsAsciiDigit(_text[_end + 1]))
        {
            _end++;
            SkipDigits();
        }

        if (_end < _text.Length && _text[_end] == 'm')
            _end++;
        return _end < _text.Length && (char.IsLetterOrDigit(_text[_end]) || _text[_end] == '_') ? PlainToken.Other : PlainToken.Number;
    }

    private void SkipDigits()
    {
        while (_end < _text.Length && char.IsAsciiDigit(_text[_end]))
            _end++;
    }

    private PlainToken ReadText()
    {
        _end = _text.IndexOf('"', _start + 1) + 1;
        if (_end > 0 && !_text.AsSpan(_start.._end).Contains('\\'))
            return PlainToken.Text;
        _end = _text.Length;
        return PlainToken.Other;
    }

    private PlainToken ReadSign()
    {
        foreach (var sign in Signs)
        {
            if (sign[0] == _text[_start] && (sign.Length == 1 || (_start + 1 < _text.Length && sign[1] == _text[_start + 1])))
            {
                Sign = sign;
                break;
            }
        }

        _end += Sign?.Length ?? 1;
        return Sign is null ? PlainToken.Other : PlainToken.Sign;
    }
}

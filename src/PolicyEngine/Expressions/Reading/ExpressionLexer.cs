using System.Globalization;
using System.Text.RegularExpressions;
using PolicyEngine.Decimals;
using PolicyEngine.Documents;
using PolicyEngine.Expressions.Faults;
using PolicyEngine.Expressions.Lists;

namespace PolicyEngine.Expressions.Reading;

/// <summary>
/// Checks and rewrites an expression before it is parsed. It refuses text that could exhaust a recursive parser, and makes every number
/// with a point or an exponent a decimal, so that there are no binary floating-point numbers: <c>0.1 + 0.2 == 0.3</c> is true.
/// </summary>
internal sealed partial class ExpressionLexer
{
    private readonly string _text;
    private readonly EngineLimits _limits;
    private readonly RewrittenText _rewritten;
    private readonly ListCounts _lists = new();
    private int _at;
    private int _tokens;
    private int _depth;
    private int _unaryRun;
    private bool _afterOperand;

    private ExpressionLexer(string text, EngineLimits limits)
    {
        _text = text;
        _limits = limits;
        _rewritten = new RewrittenText(text.Length);
    }

    /// <summary>The text to parse; meaningless if there is a fault.</summary>
    public string Rewritten => _rewritten.ToString();

    /// <summary>The number of items of each list literal.</summary>
    public ListCounts Lists => _lists;

    /// <summary>Checks and rewrites an expression.</summary>
    /// <param name="text">The author's text.</param>
    /// <param name="limits">The limits on its length and depth.</param>
    /// <param name="fault">The first fault, or <see langword="null"/>.</param>
    public static ExpressionLexer Read(string text, EngineLimits limits, out ExpressionFault? fault)
    {
        var lexer = new ExpressionLexer(text, limits);
        fault = lexer.Run();
        return lexer;
    }

    /// <summary>Returns the offset in the author's text for an offset in the rewritten text.</summary>
    public int Original(int rewritten) => _rewritten.Original(rewritten);

    private ExpressionFault? Run()
    {
        if (_text.Length > _limits.ExpressionLength)
            return new("expression-too-long", 0, $"the expression has {_text.Length} characters; at most {_limits.ExpressionLength} are allowed, so split it with params");
        if (string.IsNullOrWhiteSpace(_text))
            return new("expression-empty", 0, "the expression is empty; write a condition such as `manager.tenureMonths >= 24`");
        while (_at < _text.Length)
        {
            if (char.IsWhiteSpace(_text[_at]))
            {
                _rewritten.Append(_text[_at++]);
                continue;
            }

            if (++_tokens > _limits.ExpressionParts)
                return new("expression-too-long", _at, $"the expression has more than {_limits.ExpressionParts} parts; split it with params");
            if (ReadToken() is { } fault)
                return fault;
        }

        return null;
    }

    private ExpressionFault? ReadToken()
    {
        var c = _text[_at];
        if (char.IsLetter(c) || c is '_' or '$' or '@')
            return ReadWord();
        if (char.IsAsciiDigit(c))
            return ReadNumber();
        if (c is '"' or '\'')
            return ReadText(c);
        return ReadSymbol(c);
    }

    private ExpressionFault? ReadWord()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '_' or '$' or '@'))
            _at++;
        var word = _text.AsSpan(start, _at - start);
        if (_afterOperand && WordSigns.Of(word) is { } sign)
            return WriteSign(sign);
        _rewritten.Append(word);
        if (word.Equals("not", StringComparison.OrdinalIgnoreCase))
            return Unary(start);
        if (word.Equals("new", StringComparison.OrdinalIgnoreCase))
            return ReadNew(start);
        if (word.Equals("in", StringComparison.OrdinalIgnoreCase))
            _lists.Announce(isNew: false);
        // After a word that joins conditions, a minus sign or `!` begins an operand.
        _afterOperand = !(word.Equals("and", StringComparison.OrdinalIgnoreCase) || word.Equals("or", StringComparison.OrdinalIgnoreCase) || word.Equals("in", StringComparison.OrdinalIgnoreCase));
        _unaryRun = 0;
        return null;
    }

    private ExpressionFault? WriteSign(string sign)
    {
        _rewritten.Append(sign);
        _rewritten.ContinueAt(_at);
        _afterOperand = false;
        _unaryRun = 0;
        return null;
    }

    /// <summary>
    /// Reads <c>new</c>, which may create only lists of single values and dates: with any other use the parser would create types of its own.
    /// Lists of numbers become lists of decimals.
    /// </summary>
    private ExpressionFault? ReadNew(int start)
    {
        var form = NewForm().Match(_text, _at, _text.Length - _at);
        if (!form.Success)
            return new("not-offered", start, "`new` makes only lists, such as `new [] { 1, 2 }`, and dates, such as `new DateTime(2025, 1, 31)`");
        var type = form.Groups["type"].Value;
        var isNumber = form.Groups["number"].Success || NumberTypes.Contains(type);
        _rewritten.Append(' ').Append(isNumber ? "decimal" : type).Append(form.Groups["brackets"].Success ? "[]" : string.Empty);
        if (form.Groups["brackets"].Success)
            _lists.Announce(isNew: true);
        _at = form.Groups["end"].Index;
        _rewritten.ContinueAt(_at);
        _afterOperand = false;
        _unaryRun = 0;
        return null;
    }

    private static readonly HashSet<string> NumberTypes = new(StringComparer.Ordinal) { "int", "long", "decimal", "double", "float" };

    [GeneratedRegex(
        @"\G(?>\s*)(((?<type>int|long|decimal|double|float|string|bool|DateTime)(?>\s*))?(?<brackets>\[(?>\s*)\])(?>\s*)(?<end>\{)(?<number>(?>\s*)-?[0-9])?|(?<type>DateTime)(?>\s*)(?<end>\())",
        RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex NewForm();

    private ExpressionFault? ReadText(char quote)
    {
        var start = _at++;
        while (_at < _text.Length && _text[_at] != quote)
            _at += _text[_at] == '\\' ? 2 : 1;
        if (_at >= _text.Length)
            return new("expression-syntax", start, $"the text that starts here is not closed; write {(quote == '"' ? "`\"`" : "it in double quotes, with `\"`")} behind it");
        _at++;
        if (quote != '"')
            return LexicalComplaints.SingleQuoted(_text, start, _at);
        if (_afterOperand)
            return new("expression-syntax", start, "an operator is missing before this text, such as `==`; in a list texts stand with commas between them");
        _rewritten.Append(_text.AsSpan(start, _at - start));
        Operand();
        return null;
    }

    private ExpressionFault? ReadNumber()
    {
        var start = _at;
        SkipDigits();
        var isReal = false;
        if (_at + 1 < _text.Length && _text[_at] == '.' && char.IsAsciiDigit(_text[_at + 1]))
        {
            isReal = true;
            _at++;
            SkipDigits();
        }

        if (_at < _text.Length && _text[_at] is 'e' or 'E')
        {
            isReal = true;
            _at++;
            if (_at < _text.Length && _text[_at] is '+' or '-')
                _at++;
            SkipDigits();
        }

        var number = _text[start.._at];
        var suffix = _at < _text.Length && "mMdDfF".Contains(_text[_at], StringComparison.Ordinal) && !(_at + 1 < _text.Length && char.IsLetterOrDigit(_text[_at + 1]));
        if (suffix)
            _at++;
        if (_afterOperand)
            return new("expression-syntax", start, "an operator is missing before this number, such as `>=`; in a list numbers stand with commas between them");
        if (!isReal && !suffix && number.Length <= DigitsOfWhole && !IsSoughtInList())
            _rewritten.Append(number);
        else if (ExactDecimal.TryParse(number, out var value))
            _rewritten.Append(Literal(value));
        else
            return new("number-precision", start, $"`{number}` cannot be represented exactly; use at most 28 digits");
        _rewritten.ContinueAt(_at);
        Operand();
        return null;
    }

    /// <summary>Writes a number as a decimal. A whole number with many digits gets a fraction, because the parser would first read it as an integer and refuse it as too long.</summary>
    private static string Literal(decimal value) => value.ToString(CultureInfo.InvariantCulture) is var text && text.Length > DigitsOfWhole && !text.Contains('.', StringComparison.Ordinal) ? text + ".0m" : text + "m";

    /// <summary>The maximum number of digits of a whole number that the parser can read as an integer.</summary>
    private const int DigitsOfWhole = 18;

    /// <summary>Whether a number is the argument of <c>Contains</c>: it must be a decimal, as the numbers of lists in facts are.</summary>
    private bool IsSoughtInList() => _rewritten.EndsWith(".Contains(");

    private void SkipDigits()
    {
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
            _at++;
    }

    private ExpressionFault? ReadSymbol(char c)
    {
        if (c == '[' && _afterOperand && ReadNameInBrackets())
            return null;
        var start = _at++;
        _rewritten.Append(c);
        switch (c)
        {
            case '(' or '[' or '{' or '?':
                // A conditional nests its branches as a bracket does.
                if (c != '?')
                    _lists.Open();
                _afterOperand = false;
                return ++_depth > _limits.ExpressionDepth
                    ? new("expression-too-deep", start, $"brackets and conditionals nest more than {_limits.ExpressionDepth} deep; split the expression with params")
                    : null;
            case ')' or ']' or '}':
                _lists.Close();
                _depth--;
                Operand();
                return null;
            case ':':
                _depth--;
                _afterOperand = false;
                return null;
            case '!' when _at >= _text.Length || _text[_at] != '=':
                return Unary(start);
            case '-' or '+' when !_afterOperand:
                return Unary(start);
            case '.' or ',' or '=' or '!' or '<' or '>' or '&' or '|' or '+' or '-' or '*' or '/' or '%':
                if (c == ',')
                    _lists.Comma();
                _afterOperand = false;
                _unaryRun = 0;
                return null;
            default:
                return LexicalComplaints.NoSign(c, start);
        }
    }

    /// <summary>Rewrites <c>x["name"]</c>, RulesEngine's way to read a member of a dictionary, as <c>x.name</c>.</summary>
    private bool ReadNameInBrackets()
    {
        var name = NameInBrackets().Match(_text, _at, _text.Length - _at);
        if (!name.Success)
            return false;
        _rewritten.Append('.').Append(name.Groups["name"].Value);
        _at += name.Length;
        _rewritten.ContinueAt(_at);
        Operand();
        return true;
    }

    [GeneratedRegex(@"\G\[(?>\s*)""(?<name>[\p{L}_][\p{L}\p{Nd}_]{0,63})""(?>\s*)\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NameInBrackets();

    private ExpressionFault? Unary(int start)
    {
        _afterOperand = false;
        return ++_unaryRun > _limits.SignsInARow
            ? new("expression-too-deep", start, $"more than {_limits.SignsInARow} signs or negations in a row; remove those that cancel out")
            : null;
    }

    private void Operand()
    {
        _afterOperand = true;
        _unaryRun = 0;
    }
}

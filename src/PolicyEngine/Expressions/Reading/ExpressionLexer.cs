using System.Globalization;
using System.Text.RegularExpressions;
using PolicyEngine.Decimals;
using PolicyEngine.Documents;
using PolicyEngine.Expressions.Faults;
using PolicyEngine.Expressions.Lists;

namespace PolicyEngine.Expressions.Reading;

/// <summary>
/// Walks an expression once before any parser does. It refuses what could exhaust a recursive parser, and turns every
/// literal with a point or an exponent into a decimal one, so that no binary floating-point number ever appears:
/// <c>0.1 + 0.2 == 0.3</c> holds.
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

    /// <summary>The text to parse, when there is no fault.</summary>
    public string Rewritten => _rewritten.ToString();

    /// <summary>How many items each list literal has.</summary>
    public ListCounts Lists => _lists;

    /// <summary>Reads an expression.</summary>
    /// <param name="text">The author's text.</param>
    /// <param name="limits">What it may hold.</param>
    /// <param name="fault">The first fault, or <see langword="null"/>.</param>
    public static ExpressionLexer Read(string text, EngineLimits limits, out ExpressionFault? fault)
    {
        var lexer = new ExpressionLexer(text, limits);
        fault = lexer.Run();
        return lexer;
    }

    /// <summary>Where a position of the rewritten text stands in the author's text.</summary>
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
        // After the words that join conditions a sign or `!` begins an operand.
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
    /// <c>new</c> makes lists of single values and dates, nothing else: any other use would let the parser make types of
    /// its own. Lists of numbers are lists of decimals.
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

    /// <summary>The parser takes a whole number for one of its own kind first, and then for too long.</summary>
    private static string Literal(decimal value) => value.ToString(CultureInfo.InvariantCulture) is var text && text.Length > DigitsOfWhole && !text.Contains('.', StringComparison.Ordinal) ? text + ".0m" : text + "m";

    /// <summary>Whole numbers of more digits are read as decimals.</summary>
    private const int DigitsOfWhole = 18;

    /// <summary>The lists of numbers in facts are decimals, and so is what <c>Contains</c> looks for in them.</summary>
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
                // A conditional nests its branches just as a bracket does.
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

    /// <summary><c>x["name"]</c> is <c>x.name</c>: how RulesEngine reaches the members of dictionaries.</summary>
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

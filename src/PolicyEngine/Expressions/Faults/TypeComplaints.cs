using PolicyEngine.Expressions.Reading;

namespace PolicyEngine.Expressions.Faults;

/// <summary>Explains which values do not go together, and which would.</summary>
internal sealed class TypeComplaints(string text, IReadOnlyList<Piece> pieces, ExpressionScope scope)
{
    private const string ANumber = "a number";
    private const string AText = "a text";
    private const string ADate = "a date";
    private const string ACondition = "a condition";
    private const string AList = "a list";
    private const string AnObject = "an object";
    private const string ADays = "a length of time";

    /// <summary>Explains an operator that does not take its operands.</summary>
    /// <param name="sign">The operator as written.</param>
    /// <param name="leftType">The type of the left operand, as the parser names it.</param>
    /// <param name="rightType">The type of the right operand.</param>
    /// <param name="offset">The offset of the operator, if the parser reports it.</param>
    public ExpressionFault Operands(string sign, string leftType, string rightType, int? offset)
    {
        var (left, right) = (TypeWords.Of(leftType), TypeWords.Of(rightType));
        var at = offset ?? PlaceOf(sign);
        if (sign is "<<" or ">>" or "&" or "|" or "^")
            return new("not-offered", at, $"`{sign}` is not offered for these; numbers have no bits here; calculate with `*`, `/` and `%`, join conditions with `&&` and `||`");
        if (OperatorSigns.Plain(sign) is "&&" or "||" && ArrowBehind(at) is { } arrow)
            return arrow;
        if ((leftType + rightType).Contains("Double", StringComparison.Ordinal))
            return new("not-offered", at, $"`{sign}` is not offered for these; {MethodTable.Instead("double")}");
        return new("wrong-type", at, $"`{sign}` cannot be applied to {left} and {right}; {Advice(OperatorSigns.Plain(sign), left, right)}");
    }

    /// <summary>Explains <c>=></c> written for <c>>=</c>: in <c>a &amp;&amp; b => 3</c> the parser stops at the <c>&amp;&amp;</c> before it.</summary>
    private ExpressionFault? ArrowBehind(int at)
    {
        var (arrow, place) = pieces.Select((p, i) => (p, i)).FirstOrDefault(p => p.p.Start > at && (p.p.Is("=>") || OperatorSigns.Plain(p.p.Text) is "&&" or "||"));
        var isOfList = place >= 2 && pieces[place - 1].Kind == PieceKind.Word && pieces[place - 2].Is("(");
        return arrow is { Text: "=>" } && !isOfList ? Slips.Find(text, pieces, arrow.Start) : null;
    }

    /// <summary>Explains a sign before a value that it does not go with.</summary>
    public static ExpressionFault Operand(string sign, string type, int? offset) => sign is "-"
        ? new("wrong-type", offset ?? 0, $"`-` cannot stand before {TypeWords.Of(type)}; it goes with numbers")
        : new("wrong-type", offset ?? 0, $"`{(sign.Length == 0 ? "!" : sign)}` cannot stand before {TypeWords.Of(type)}; it goes with conditions: put brackets around one, such as `!(x > 3)`, or compare the value with something");

    /// <summary>Explains a text that is compared with another kind of value and cannot be read as one.</summary>
    public ExpressionFault Literal(string value, string type)
    {
        var word = TypeWords.Of(type);
        var at = Math.Max(0, text.IndexOf($"\"{value}\"", StringComparison.Ordinal));
        if (scope.Resolve(value) is not null)
            return new("wrong-type", at, $"`\"{value}\"` is a text, not {word}; write `{value}` without quotes") { Repair = new(at, value.Length + 2, value) };
        return new("wrong-type", at, $"`\"{value}\"` is not {word}; {LiteralAdvice(word)}");
    }

    /// <summary>Explains <c>??</c> between values that it does not take.</summary>
    public ExpressionFault Coalesced()
    {
        var at = PlaceOf("??");
        // `a ?? b == c` means `a ?? (b == c)`.
        return pieces.Any(p => p.Is("??")) && pieces.SkipWhile(p => !p.Is("??")).Any(p => p.Kind == PieceKind.Sign && p.Text is "==" or "!=" or "=")
            ? new("wrong-type", at, "`??` binds less tightly than a comparison; put brackets around it, such as `(x ?? \"none\") == \"none\"`; it goes with texts only, for other values write `np(path, otherwise)`")
            : new("wrong-type", at, "`??` goes with texts only; for a number, condition or date that may be missing write `np(path, otherwise)`");
    }

    private static string LiteralAdvice(string word) => word switch
    {
        ADate => "a date is written as `\"YYYY-MM-DD\"`, such as `\"2025-01-31\"`",
        ANumber => "write a number without quotes",
        ACondition => "a condition is compared with `true` or `false`, without quotes",
        _ => "compare values of the same type",
    };

    private static string Advice(string sign, string left, string right)
    {
        var (isOrder, other) = (sign is "<" or "<=" or ">" or ">=", left);
        if (left is AnObject || right is AnObject)
            return "an object is not a single value; name one of its fields";
        if (TypeWords.AlwaysMissing is var missing && (left == missing || right == missing))
            return "a param that is only `null` has no value; give it one";
        if (left is AList || right is AList)
            return "a list is not a single value; take something from it, such as `.Count()`, `.Sum()` or `.Any(x => x > 3)`";
        if ((sign is "&&" or "||") && (left is AText || right is AText))
            return "it joins conditions; write the comparison on both of its sides, such as `x == \"a\" || x == \"b\"`, or once, such as `x in (\"a\", \"b\")`";
        if (sign is "&&" or "||")
            return $"it joins conditions; compare {(left is ACondition ? right : left)} with something, such as `x > 0`";
        if (left is ADays || right is ADays)
            return "write `a.AddDays(30) <= b` where days between two dates are asked";
        if (isOrder && left is ACondition && right is ANumber)
            return "a range is two comparisons, such as `18 <= x && x <= 60`";
        other = left is ANumber ? right : left;
        return (sign, other) switch
        {
            (_, ACondition) when left is ANumber || right is ANumber => "a condition is compared with `true` or `false`, or stands by itself",
            ("+", ADate) => "write `date.AddDays(30)`, `.AddMonths` or `.AddYears`",
            ("-", ADate) => "write `date.AddDays(-30)`, or compare the dates themselves",
            (_, ADate) when left is ANumber || right is ANumber => "a date is written in quotes, such as `\"2025-01-31\"`; a year is compared by `.Year`",
            (_, ADate) => "a date is compared with another one, such as `\"2025-01-31\"`",
            ("-" or "*" or "/" or "%", AText) => "it becomes a number by `Convert.ToDecimal(text)`",
            (_, AText) when left is ANumber || right is ANumber => "a text is compared with one in quotes, such as `\"3\"`; convert it to a number with `Convert.ToDecimal(text)`",
            _ => "compare values of the same type",
        };
    }

    /// <summary>Returns the offset of the first operator of a kind, for errors whose offset the parser does not report.</summary>
    private int PlaceOf(string sign) =>
        pieces.Where(p => p.Kind != PieceKind.Text && string.Equals(OperatorSigns.Plain(p.Text), sign, StringComparison.Ordinal)).Select(p => p.Start).FirstOrDefault();
}

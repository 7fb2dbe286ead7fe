namespace PolicyEngine.Expressions.Faults;

/// <summary>Explains common mistakes, of which the parser only says that it cannot continue.</summary>
internal static class Slips
{
    private const string Branches = "write `condition ? a : b`; a rule's expression is only the condition itself";
    private const string NoComments = "an expression has no comments; keep notes in the rule's `Properties`";
    private const string NoStatement = "an expression is one condition or value; leave this word out";
    private const string NoChange = "an expression changes nothing; write the value itself, such as `x + 1`";
    private const string Separators = "a number is written without separators, with a point before its fraction, such as `1000.5`";
    private const string RoundBrackets = "the values stand in round brackets with commas between them, such as `x in (\"a\", \"b\")`";
    private const string NoValue = "a value is missing beside the comma; write it, or remove the comma";
    private const string PlainPath = "braces and `$` belong to reasons; write the path itself, such as `manager.tenureMonths`";
    private const string Power = "for a power multiply, such as `x * x`; two conditions of which only one may hold are `a != b`";
    private const string NoCast = "a number needs no cast; leave it out, or write `Convert.ToInt32(x)` where a whole number is required";
    private const string Percent = "`%` is the remainder of a division; write `30` where the field counts in percent, `0.3` where it counts in parts of 1";
    private const string ItemFirst = "a value is missing before it; in a list call name the item, such as `x => x > 3`";
    private const string Range = "write both bounds, such as `x >= 18 && x <= 60`";

    private static readonly Slip[] All =
    [
        Sign("===", "=="),
        Sign("!==", "!="),
        Sign("=<", "<="),
        Arrow("#"),
        Arrow("\""),
        Arrow("w"),
        new("<: not :> =", "write `!=`", "!"),
        Sign("> =", ">="),
        Sign("< =", "<="),
        Sign("! =", "!="),
        Sign("&&&", "&&"),
        Sign("|||", "||"),
        Sign("::", "."),
        Sign("?.", ".", "a value that is missing answers undetermined by itself"),
        Sign("? .", ".", "a value that is missing answers undetermined by itself"),
        Sign("is not null", "!= null"),
        Sign("is not empty", "!= null"),
        Sign("is not blank", "!= null"),
        Sign("is empty", "== null"),
        Sign("is blank", "== null"),
        Sign("is null", "== null"),
        Sign("is not", "!="),
        Sign("not equal to", "!="),
        Sign("not equals", "!="),
        Sign("equal to", "=="),
        Sign("equals", "=="),
        Sign("equal", "=="),
        new("is one of", RoundBrackets),
        new("one of", RoundBrackets),
        new("is", "write `==`"),
        Sign("greater than or equal to", ">="),
        Sign("less than or equal to", "<="),
        Sign("greater than", ">"),
        Sign("more than", ">"),
        Sign("less than", "<"),
        Sign("fewer than", "<"),
        Sign("at least", ">="),
        Sign("at most", "<="),
        .. Chinese("&&", "且", "并且", "而且", "同时", "以及", "和", "与"),
        .. Chinese("||", "或", "或者"),
        .. Chinese("!=", "不等于", "不是"),
        .. Chinese("==", "等于", "是", "为"),
        .. Chinese(">=", "大于等于", "大于或等于", "不小于", "不低于", "不少于", "至少"),
        .. Chinese("<=", "小于等于", "小于或等于", "不大于", "不高于", "不超过", "至多"),
        .. Chinese(">", "大于", "高于", "超过", "多于"),
        .. Chinese("<", "小于", "低于", "少于"),
        new("between", Range),
        new("介于", Range),
        new("like", "write `text.Contains(\"part\")`, or `StartsWith`, `EndsWith`"),
        new("<: contains :> \"", "write `text.Contains(\"part\")`"),
        new("<: includes :> \"", "write `text.Contains(\"part\")`"),
        new("starts with", "write `text.StartsWith(\"part\")`"),
        new("begins with", "write `text.StartsWith(\"part\")`"),
        new("ends with", "write `text.EndsWith(\"part\")`"),
        new("xor", "for conditions write `a != b`", "!="),
        new("matches", "there are no patterns here; write `text.Contains(\"part\")`, or `StartsWith`, `EndsWith`"),
        new("if", Branches),
        new("then", Branches),
        new("else", Branches),
        new("elseif", Branches),
        new("如果", Branches),
        new("则", Branches),
        new("否则", Branches),
        new("return", NoStatement),
        new("select", NoStatement),
        new("var", NoStatement),
        new("let", NoStatement),
        new("where", NoStatement),
        new("when", NoStatement),
        new("case", NoStatement),
        new("( <: > :>", ItemFirst),
        new("( <: >= :>", ItemFirst),
        new("( <: < :>", ItemFirst),
        new("( <: <= :>", ItemFirst),
        new("( <: == :>", ItemFirst),
        new("^", Power),
        new("**", Power),
        new("in <: [ :>", RoundBrackets),
        new("in <: { :>", RoundBrackets),
        new("in <: \" :>", RoundBrackets),
        new("in <: # :>", RoundBrackets),
        new("in <: end :>", RoundBrackets),
        new("in <: ( ) :>", "name at least one value between the brackets"),
        new("<: , :> )", NoValue, string.Empty),
        new("<: , :> ,", NoValue, string.Empty),
        new("( <: , :>", NoValue, string.Empty),
        new("# <: % :> end", Percent, string.Empty),
        new("# <: % :> )", Percent, string.Empty),
        new("# <: % :> &&", Percent, string.Empty),
        new("# <: % :> ||", Percent, string.Empty),
        new("# <: % :> and", Percent, string.Empty),
        new("# <: % :> or", Percent, string.Empty),
        new("# <: % :> ,", Percent, string.Empty),
        new("# <: ‰ :>", Percent, string.Empty),
        new("# ~, ~###", Separators),
        new("# ~, ~# end", Separators),
        new("# ~w", "a number stands by itself, without unit or separators; where a name follows, an operator is missing"),
        new("# ~. ~#", Separators),
        new("op <: . ~# :>", "a number begins with a digit, such as `0.5`"),
        new("# <: ~. :> end", "remove the point, or write a digit after it", string.Empty),
        new("# <: ~. :> )", "remove the point, or write a digit after it", string.Empty),
        new("<: $ :> #", "a number stands without its currency", string.Empty),
        new("<: ¥ :> #", "a number stands without its currency", string.Empty),
        new("<: € :> #", "a number stands without its currency", string.Empty),
        new("<: ￥ :> #", "a number stands without its currency", string.Empty),
        new("<: ; :> end", "an expression ends by itself; remove it", string.Empty),
        new(";", "an expression ends by itself; remove it, and write `&&` where conditions are to be joined"),
        new("//", NoComments),
        new("/*", NoComments),
        new("hash", NoComments),
        new("<: -- :> w", NoComments),
        new("++", NoChange),
        new("--", NoChange),
        new("+=", NoChange),
        new("-=", NoChange),
        new("( w <: -> :>", "write `=>`", "=>"),
        new("w <: -> :>", "write `.` before a field, `=>` in list calls", "."),
        new("${", PlainPath),
        new("{{", PlainPath),
        new("$ (", PlainPath),
        new("$", PlainPath),
        new("op <: { :> w", PlainPath),
        new("@", "a name stands without `@`", string.Empty),
        new("\\", "remove it; in JSON only a text's own `\"` is written with a `\\` before it", string.Empty),
        new("( int ~)", NoCast),
        new("( decimal ~)", NoCast),
        new("( double ~)", NoCast),
        new("( long ~)", NoCast),
        new("( float ~)", NoCast),
        new("( string ~)", NoCast),
        new("as", NoCast),
        new("cast", NoCast),
        new("typeof", NoCast),
        new("? ~:", "write `np(path, otherwise)` for a value that may be missing"),
        new("<: not :> #", "write `!=`", "!="),
        new("<: not :> \"", "write `!=`", "!="),
        new("op <: and :> (", "write `a && b`: it stands between the conditions"),
        new("op <: or :> (", "write `a || b`: it stands between the conditions"),
        new("op <: && :>", "a condition is missing before it"),
        new("op <: || :>", "a condition is missing before it"),
        new("<: && :> end", "a condition is missing after it"),
        new("<: || :> end", "a condition is missing after it"),
        new("<: and :> end", "a condition is missing after it"),
        new("<: or :> end", "a condition is missing after it"),
    ];

    /// <summary>Returns the fault at an offset; <see langword="null"/> if it is no common mistake.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="pieces">The pieces of the expression.</param>
    /// <param name="offset">The offset at which parsing failed; <see langword="null"/> if it is unknown.</param>
    public static ExpressionFault? Find(string text, IReadOnlyList<Piece> pieces, int? offset)
    {
        var (best, place) = ((Slip?)null, (Start: int.MaxValue, End: 0));
        foreach (var slip in All)
        {
            for (var first = -1; first < pieces.Count; first++)
            {
                // The first mistake explains those after it.
                if (slip.Find(text, pieces, first) is var (start, end, from) && start < place.Start && (offset is not { } at || IsAt(text, from, end, at)))
                    (best, place) = (slip, (start, end));
            }
        }

        return best is null ? null : Told(best, text, place.Start, place.End);
    }

    /// <summary>Whether the mistake can be why parsing failed: the offset is inside it or at the piece after it.</summary>
    private static bool IsAt(string text, int start, int end, int offset) =>
        offset >= start && (offset <= end || string.IsNullOrWhiteSpace(text[end..Math.Min(offset, text.Length)]));

    private static ExpressionFault Told(Slip slip, string text, int start, int end) =>
        new("expression-syntax", start, $"{(start == end ? "the values to look among are missing" : $"`{text[start..end]}` has no meaning here")}; {slip.Advice}")
        {
            Repair = slip.Instead is { } instead ? new(start, end - start, instead) : null,
        };

    private static Slip Sign(string wrong, string right, string? why = null) => new(wrong, $"write `{right}`{(why is null ? string.Empty : "; " + why)}", right);

    private static Slip Arrow(string next) => new($"<: => :> {next}", "write `>=`; `=>` stands only in list calls, such as `list.Any(x => x > 3)`", ">=");

    private static IEnumerable<Slip> Chinese(string right, params string[] words) => words.Select(w => new Slip(w, $"write `{right}`", right));
}

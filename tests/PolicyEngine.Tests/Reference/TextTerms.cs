using FsCheck;
using FsCheck.Fluent;

namespace PolicyEngine.Tests.Reference;

/// <summary>Generates texts, some of them Chinese, and terms about them. None depends on the culture, so both engines agree.</summary>
internal static class TextTerms
{
    public static readonly string[] Texts = ["", "a", "A", "B", "S", "上海", "上海市", "王芳", "ab", " ab ", "　王芳", "客户Ａ"];

    /// <summary>Generates texts.</summary>
    public static Gen<TextTerm> All(int depth, bool inItem) => depth == 0 ? Leaf(inItem) : Gen.Frequency(
        (2, Leaf(inItem)),
        (2, from t in All(depth - 1, inItem) from f in Gen.Elements("ToUpper", "ToLower", "Trim", "TrimStart", "TrimEnd") select new TextTerm($"{t.Text}.{f}()", e => t.Eval(e) is { } x ? Shaped(x, f) : null)),
        (1, from l in All(depth - 1, inItem) from r in Leaf(inItem) select new TextTerm($"({l.Text} + {r.Text})", e => l.Eval(e) is { } x && r.Eval(e) is { } y ? x + y : null)),
        (1, All(depth - 1, inItem).Select(t => new TextTerm($"({t.Text}.Length >= 2 ? {t.Text}.Substring(1) : \"短\")", e => t.Eval(e) is { } x ? x.Length >= 2 ? x[1..] : "短" : null))),
        (1, All(depth - 1, inItem).Select(t => new TextTerm($"({t.Text}.Length >= 2 ? {t.Text}.Substring(0, 2) : {t.Text})", e => t.Eval(e) is { } x ? x.Length >= 2 ? x[..2] : x : null))),
        (1, from l in Leaf(inItem) from r in Leaf(inItem) select new TextTerm($"(m.flag ? {l.Text} : {r.Text})", e => e.Subject.Flag switch { true => l.Eval(e), false => r.Eval(e), null => null })),
        (1, inItem ? Leaf(inItem) : ListTerms.Texts()));

    /// <summary>Generates numbers computed from texts.</summary>
    public static Gen<NumberTerm> Numbers(bool inItem) => Gen.OneOf(
        All(1, inItem).Select(t => new NumberTerm($"{t.Text}.Length", e => t.Eval(e)?.Length)),
        from t in All(1, inItem) from v in Gen.Elements(Texts) select new NumberTerm($"{t.Text}.IndexOf(\"{v}\")", e => t.Eval(e)?.IndexOf(v, StringComparison.Ordinal)));

    /// <summary>Generates conditions on texts.</summary>
    public static Gen<Condition> Conditions(bool inItem) => Gen.OneOf(
        from t in All(1, inItem) from v in Gen.Elements(Texts) from o in Gen.Elements("==", "!=") select new Condition($"({t.Text} {o} \"{v}\")", e => t.Eval(e) is { } x ? (x == v) == (o == "==") : null),
        from l in All(1, inItem) from r in All(1, inItem) from o in Gen.Elements("==", "!=") select new Condition($"({l.Text} {o} {r.Text})", e => l.Eval(e) is { } x && r.Eval(e) is { } y ? (x == y) == (o == "==") : null),
        from t in All(1, inItem)
        from v in Gen.Elements(Texts)
        from f in Gen.Elements("Contains", "StartsWith", "EndsWith", "Equals")
        select new Condition($"{t.Text}.{f}(\"{v}\")", e => t.Eval(e) is { } x ? Holds(x, v, f) : null),
        from t in All(1, inItem) from v in Gen.Elements(Texts) from w in Gen.Elements(Texts) select new Condition($"({t.Text} in (\"{v}\", \"{w}\"))", e => t.Eval(e) is { } x ? x == v || x == w : null),
        from t in All(1, inItem)
        from f in Gen.Elements("IsNullOrEmpty", "IsNullOrWhiteSpace")
        select new Condition($"string.{f}({t.Text})", e => t.Eval(e) is { } x ? f is "IsNullOrEmpty" ? x.Length == 0 : string.IsNullOrWhiteSpace(x) : null),
        inItem ? Enums() : Gen.OneOf(
            Enums(),
            All(1, inItem: false).Select(t => new Condition($"m.tags.Contains({t.Text})", e => e.Subject.Tags is { } tags && t.Eval(e) is { } x ? tags.Contains(x) : null)),
            from v in Gen.Elements(Texts)
            from f in Gen.Elements("Contains", "StartsWith", "EndsWith")
            from isAny in Gen.Elements(true, false)
            select new Condition($"m.tags.{(isAny ? "Any" : "All")}(s => s.{f}(\"{v}\"))", e => isAny ? e.Subject.Tags?.Any(s => Holds(s, v, f)) : e.Subject.Tags?.All(s => Holds(s, v, f)))));

    private static Gen<Condition> Enums() =>
        from v in Gen.Elements("S", "A", "B")
        from w in Gen.Elements("S", "A", "B")
        from isIn in Gen.Elements(true, false)
        select isIn ? new Condition($"(m.grade in (\"{v}\", \"{w}\"))", e => e.Subject.Grade is { } g ? g == v || g == w : null)
            : new Condition($"(m.grade != \"{v}\")", e => e.Subject.Grade is { } g ? g != v : null);

    private static Gen<TextTerm> Leaf(bool inItem)
    {
        var outer = Gen.Elements<TextTerm>(
            new("m.姓名", e => e.Subject.Name),
            new("m.grade", e => e.Subject.Grade),
            new("(m.姓名 ?? \"无\")", e => e.Subject.Name ?? "无"),
            new("(m.姓名 + \"市\")", e => e.Subject.Name is null ? null : e.Subject.Name + "市"),
            new("Convert.ToString(m.i)", e => e.Subject.I?.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return inItem ? Gen.Frequency((2, Gen.Constant(new TextTerm("t.tag", e => e.Item!.Tag))), (1, outer)) : outer;
    }

    private static string Shaped(string text, string function) => function switch
    {
        "ToUpper" => text.ToUpperInvariant(),
        "ToLower" => text.ToLowerInvariant(),
        "Trim" => text.Trim(),
        "TrimStart" => text.TrimStart(),
        _ => text.TrimEnd(),
    };

    private static bool Holds(string text, string part, string function) => function switch
    {
        "Contains" => text.Contains(part, StringComparison.Ordinal),
        "StartsWith" => text.StartsWith(part, StringComparison.Ordinal),
        "EndsWith" => text.EndsWith(part, StringComparison.Ordinal),
        _ => string.Equals(text, part, StringComparison.Ordinal),
    };
}

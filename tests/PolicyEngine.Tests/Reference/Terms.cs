using FsCheck;
using FsCheck.Fluent;

namespace PolicyEngine.Tests.Reference;

/// <summary>Generates terms of expressions over <see cref="Subject"/>: all operators, lambdas, texts, dates, enums, nulls.</summary>
internal static class Terms
{
    private static readonly string[] Texts = ["", "a", "A", "B", "S", "上海", "上海市", "王芳", "ab"];

    public static Gen<Condition> Conditions(int depth, bool inItem = false) => depth <= 0 ? Leaf(inItem) : Gen.Frequency(
        (3, Leaf(inItem)),
        (2, from l in Conditions(depth - 1, inItem) from r in Conditions(depth - 1, inItem) from w in Gen.Elements("&&", "and", "AND") select l.And(r, w)),
        (2, from l in Conditions(depth - 1, inItem) from r in Conditions(depth - 1, inItem) from w in Gen.Elements("||", "or") select l.Or(r, w)),
        (1, Conditions(depth - 1, inItem).Select(c => c.Not())),
        (1, from t in Conditions(depth - 1, inItem)
            from l in Conditions(depth - 1, inItem)
            from r in Conditions(depth - 1, inItem)
            select new Condition($"({t.Text} ? {l.Text} : {r.Text})", e => t.Eval(e) switch { true => l.Eval(e), false => r.Eval(e), null => null })),
        (2, Comparison(depth, inItem)));

    public static Gen<NumberTerm> Numbers(int depth, bool inItem = false) => depth <= 0 ? NumberLeaf(inItem) : Gen.Frequency(
        (3, NumberLeaf(inItem)),
        (3, from l in Numbers(depth - 1, inItem) from r in Numbers(depth - 1, inItem) from o in Gen.Elements('+', '-', '*') select Arithmetic(l, r, o)),
        (1, from l in Numbers(depth - 1, inItem) from d in Gen.Elements("2.5", "4.0", "-8.0") select new NumberTerm($"({l.Text} / {d})", e => l.Eval(e) / decimal.Parse(d, System.Globalization.CultureInfo.InvariantCulture))),
        (1, from l in Numbers(depth - 1, inItem) select new NumberTerm($"({l.Text} % 7.0)", e => l.Eval(e) % 7m)),
        (1, from l in Numbers(depth - 1, inItem) select new NumberTerm($"(-{l.Text})", e => -l.Eval(e))),
        (1, from t in Conditions(depth - 1, inItem)
            from l in Numbers(depth - 1, inItem)
            from r in Numbers(depth - 1, inItem)
            select new NumberTerm($"({t.Text} ? {l.Text} : {r.Text})", e => t.Eval(e) switch { true => l.Eval(e), false => r.Eval(e), null => null })),
        (1, from l in Numbers(depth - 1, inItem) select new NumberTerm($"Math.Abs({l.Text})", e => l.Eval(e) is { } v ? Math.Abs(v) : null)),
        (1, from l in Numbers(depth - 1, inItem) from r in Numbers(depth - 1, inItem) select new NumberTerm($"Math.Max({l.Text}, {r.Text})", e => l.Eval(e) is { } x && r.Eval(e) is { } y ? Math.Max(x, y) : null)),
        (1, Folds(inItem)));

    private static NumberTerm Arithmetic(NumberTerm l, NumberTerm r, char o) => new($"({l.Text} {o} {r.Text})", e => o switch
    {
        '+' => l.Eval(e) + r.Eval(e),
        '-' => l.Eval(e) - r.Eval(e),
        _ => l.Eval(e) * r.Eval(e),
    });

    private static Gen<NumberTerm> NumberLeaf(bool inItem)
    {
        Gen<NumberTerm> outer = Gen.OneOf(
            Gen.Elements<NumberTerm>(new("m.a", e => e.Subject.A), new("m.b", e => e.Subject.B), new("m.i", e => e.Subject.I), new("m.skills.x", e => e.Subject.X)),
            Gen.Elements("0.5", "1.0", "2.25", "10.0", "1e1").Select(t => new NumberTerm(t, _ => decimal.Parse(t, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture))),
            Gen.Constant(new NumberTerm("m.姓名.Length", e => e.Subject.Name?.Length)));
        return inItem ? Gen.Frequency((2, Gen.Constant(new NumberTerm("t.v", e => e.Item!.V))), (1, outer)) : outer;
    }

    private static Gen<NumberTerm> Folds(bool inItem)
    {
        if (inItem)
            return Gen.Constant(new NumberTerm("t.nums.Sum()", e => e.Item!.Nums is null ? null : e.Item.Nums.Sum()));
        return Gen.OneOf(
            Gen.Constant(new NumberTerm("m.nums.Sum()", e => e.Subject.Nums is null ? null : e.Subject.Nums.Sum())),
            Gen.Constant(new NumberTerm("m.items.Count()", e => e.Subject.Items?.Count)),
            Numbers(1, inItem: true).Select(n => new NumberTerm($"m.items.Sum(t => {n.Text})", e => Book.Sum(e.Subject.Items?.Select(i => n.Eval(e with { Item = i })).ToList()))),
            Conditions(1, inItem: true).Select(c => new NumberTerm($"m.items.Count(t => {c.Text})", e => Book.Count(Each(e, c)))),
            Conditions(1, inItem: true).Select(c => new NumberTerm($"m.items.Where(t => {c.Text}).Count()", e => Book.Count(Each(e, c)))));
    }

    private static Gen<Condition> Comparison(int depth, bool inItem) =>
        from l in Numbers(depth - 1, inItem)
        from r in Numbers(depth - 1, inItem)
        from o in Gen.Elements("<", "<=", ">", ">=", "==", "!=")
        select new Condition($"({l.Text} {o} {r.Text})", e => l.Eval(e) is { } x && r.Eval(e) is { } y ? Compare(x.CompareTo(y), o) : null);

    private static bool Compare(int order, string o) => o switch
    {
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        ">=" => order >= 0,
        "==" => order == 0,
        _ => order != 0,
    };

    private static Gen<TextTerm> TextTerms(bool inItem)
    {
        var leaves = Gen.Elements<TextTerm>(new("m.姓名", e => e.Subject.Name), new("m.grade", e => e.Subject.Grade), new("(m.姓名 + \"市\")", e => e.Subject.Name is null ? null : e.Subject.Name + "市"));
        var outer = Gen.OneOf(leaves, leaves.Select(t => new TextTerm($"{t.Text}.ToUpper()", e => t.Eval(e)?.ToUpperInvariant())), leaves.Select(t => new TextTerm($"{t.Text}.Trim()", e => t.Eval(e)?.Trim())));
        return inItem ? Gen.OneOf(Gen.Constant(new TextTerm("t.tag", e => e.Item!.Tag)), outer) : outer;
    }

    private static Gen<Condition> Leaf(bool inItem)
    {
        List<Gen<Condition>> leaves =
        [
            Gen.Elements<Condition>(new("m.flag", e => e.Subject.Flag), new("m.other", e => e.Subject.Other), new("(m.flag == m.other)", e => e.Subject.Flag is { } l && e.Subject.Other is { } r ? l == r : null)),
            from t in TextTerms(inItem) from v in Gen.Elements(Texts) from o in Gen.Elements("==", "!=") select new Condition($"({t.Text} {o} \"{v}\")", e => t.Eval(e) is { } x ? (x == v) == (o == "==") : null),
            from t in TextTerms(inItem) from v in Gen.Elements(Texts) from o in Gen.Elements("Contains", "StartsWith", "EndsWith")
                select new Condition($"{t.Text}.{o}(\"{v}\")", e => t.Eval(e) is { } x ? Holds(x, v, o) : null),
            from t in TextTerms(inItem) from v in Gen.Elements(Texts) from w in Gen.Elements(Texts) select new Condition($"({t.Text} in (\"{v}\", \"{w}\"))", e => t.Eval(e) is { } x ? x == v || x == w : null),
            from y in Gen.Choose(2019, 2027) from o in Gen.Elements("<", "<=", ">", ">=", "==", "!=") from asText in Gen.Elements(true, false)
                select new Condition(asText ? $"(m.hired {o} \"{y}-06-01\")" : $"(m.hired {o} DateTime({y}, 6, 1))", e => e.Subject.Hired is { } d ? Compare(d.CompareTo(new DateTime(y, 6, 1, 0, 0, 0, DateTimeKind.Unspecified)), o) : null),
            from y in Gen.Choose(2019, 2027) select new Condition($"(m.hired.Year >= {y})", e => e.Subject.Hired is { } d ? d.Year >= y : null),
            Gen.Elements<Condition>(new("(m.姓名 == null)", e => e.Subject.Name is null), new("(m.姓名 != null)", e => e.Subject.Name is not null), new("(m.nums != null)", e => e.Subject.Nums is not null)),
            Comparison(1, inItem),
        ];
        if (inItem)
        {
            leaves.Add(Gen.Constant(new Condition("t.nums.Any(n => n > t.v)", e => e.Item!.Nums is null ? null : Book.Any(e.Item.Nums.Select(n => n > e.Item.V is var holds && e.Item.V is null ? null : (bool?)holds).ToList()))));
        }
        else
        {
            leaves.Add(Conditions(1, inItem: true).Select(c => new Condition($"m.items.Any(t => {c.Text})", e => Book.Any(Each(e, c)))));
            leaves.Add(Conditions(1, inItem: true).Select(c => new Condition($"m.items.All(t => {c.Text})", e => Book.All(Each(e, c)))));
            leaves.Add(Gen.Elements(Texts).Select(v => new Condition($"m.tags.Contains(\"{v}\")", e => e.Subject.Tags?.Contains(v))));
            leaves.Add(Numbers(0).Select(n => new Condition($"m.nums.Any(n => n > {n.Text})", e => Book.Any(e.Subject.Nums?.Select(x => n.Eval(e) is { } y ? x > y : (bool?)null).ToList()))));
        }

        return Gen.OneOf(leaves);
    }

    private static bool Holds(string text, string part, string operation) => operation switch
    {
        "Contains" => text.Contains(part, StringComparison.Ordinal),
        "StartsWith" => text.StartsWith(part, StringComparison.Ordinal),
        _ => text.EndsWith(part, StringComparison.Ordinal),
    };

    private static List<bool?>? Each(Env e, Condition c) => e.Subject.Items?.Select(i => c.Eval(e with { Item = i })).ToList();
}

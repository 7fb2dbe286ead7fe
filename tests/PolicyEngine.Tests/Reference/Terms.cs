using System.Collections.Concurrent;
using FsCheck;
using FsCheck.Fluent;

namespace PolicyEngine.Tests.Reference;

/// <summary>Generates terms of expressions over <see cref="Subject"/>: all operators, lambdas, texts, dates, enums, nulls.</summary>
internal static class Terms
{
    private static readonly ConcurrentDictionary<(int, bool), Gen<Condition>> ConditionGens = new();
    private static readonly ConcurrentDictionary<(int, bool), Gen<NumberTerm>> NumberGens = new();

    public static Gen<Condition> Conditions(int depth, bool inItem = false) => ConditionGens.GetOrAdd((depth, inItem), _ => NewConditions(depth, inItem));

    public static Gen<NumberTerm> Numbers(int depth, bool inItem = false) => NumberGens.GetOrAdd((depth, inItem), _ => NewNumbers(depth, inItem));

    private static Gen<Condition> NewConditions(int depth, bool inItem) => depth <= 0 ? Leaf(inItem) : Gen.Frequency(
        (3, Leaf(inItem)),
        (2, from l in Conditions(depth - 1, inItem) from r in Conditions(depth - 1, inItem) from w in Gen.Elements("&&", "and", "AND") select l.And(r, w)),
        (2, from l in Conditions(depth - 1, inItem) from r in Conditions(depth - 1, inItem) from w in Gen.Elements("||", "or") select l.Or(r, w)),
        (1, Conditions(depth - 1, inItem).Select(c => c.Not())),
        (1, from t in Conditions(depth - 1, inItem)
            from l in Conditions(depth - 1, inItem)
            from r in Conditions(depth - 1, inItem)
            select new Condition($"({t.Text} ? {l.Text} : {r.Text})", e => t.Eval(e) switch { true => l.Eval(e), false => r.Eval(e), null => null })),
        (2, Comparison(depth, inItem)));

    private static Gen<NumberTerm> NewNumbers(int depth, bool inItem) => depth <= 0 ? NumberLeaf(inItem) : Gen.Frequency(
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
        (1, from l in Numbers(depth - 1, inItem) from f in Gen.Elements("Floor", "Ceiling", "Truncate", "Round") select new NumberTerm($"Math.{f}({l.Text} + 0.0)", e => l.Eval(e) is { } v ? Whole(v, f) : null)),
        (1, from l in Numbers(depth - 1, inItem) from r in Numbers(depth - 1, inItem) select new NumberTerm($"Math.Min({l.Text}, {r.Text})", e => l.Eval(e) is { } x && r.Eval(e) is { } y ? Math.Min(x, y) : null)),
        (1, TextTerms.Numbers(inItem)),
        (1, DateTerms.Numbers(inItem)),
        (4, ListTerms.Numbers(inItem)));

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
            Gen.Constant(new NumberTerm("m.姓名.Length", e => e.Subject.Name?.Length)),
            Gen.Constant(new NumberTerm("np(m.skills.x, 0.5)", e => e.Subject.X ?? 0.5m)));
        return inItem ? Gen.Frequency((2, Gen.Constant(new NumberTerm("t.v", e => e.Item!.V))), (1, outer)) : outer;
    }

    private static decimal Whole(decimal value, string function) => function switch
    {
        "Floor" => Math.Floor(value),
        "Ceiling" => Math.Ceiling(value),
        "Truncate" => Math.Truncate(value),
        _ => Math.Round(value, MidpointRounding.ToEven),
    };

    private static Gen<Condition> Comparison(int depth, bool inItem) =>
        from l in Numbers(depth - 1, inItem)
        from r in Numbers(depth - 1, inItem)
        from o in Gen.Elements("<", "<=", ">", ">=", "==", "!=")
        select new Condition($"({l.Text} {o} {r.Text})", e => l.Eval(e) is { } x && r.Eval(e) is { } y ? Compare(x.CompareTo(y), o) : null);

    public static bool Compare(int order, string o) => o switch
    {
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        ">=" => order >= 0,
        "==" => order == 0,
        _ => order != 0,
    };

    private static Gen<Condition> Leaf(bool inItem) => Gen.Frequency(
        (2, Gen.Elements<Condition>(new("m.flag", e => e.Subject.Flag), new("m.other", e => e.Subject.Other), new("(m.flag == m.other)", e => e.Subject.Flag is { } l && e.Subject.Other is { } r ? l == r : null))),
        (1, Gen.Elements<Condition>(new("(m.姓名 == null)", e => e.Subject.Name is null), new("(m.姓名 != null)", e => e.Subject.Name is not null), new("(m.nums != null)", e => e.Subject.Nums is not null))),
        (3, TextTerms.Conditions(inItem)),
        (2, DateTerms.Conditions(inItem)),
        (2, ListTerms.Conditions(inItem)),
        (2, inItem ? Gen.Constant(new Condition("t.nums.Any(n => n > t.v)", AnyAboveOwn)) : Numbers(0).Select(n => new Condition($"m.nums.Any(n => n > {n.Text})", e => Book.Any(e.Subject.Nums?.Select(x => n.Eval(e) is { } y ? x > y : (bool?)null).ToList())))),
        (2, Comparison(1, inItem)));

    private static bool? AnyAboveOwn(Env e) => Book.Any(e.Item!.Nums?.Select(n => e.Item.V is { } v ? n > v : (bool?)null).ToList());
}

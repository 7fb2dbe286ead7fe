using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace PolicyEngine.Tests.Reference;

/// <summary>Generates dates, parts of dates, and dates computed from others.</summary>
internal static class DateTerms
{
    /// <summary>Generates dates.</summary>
    public static Gen<DateTerm> All(int depth, bool inItem) => depth == 0 ? Leaf(inItem) : Gen.Frequency(
        (2, Leaf(inItem)),
        (2, from d in All(depth - 1, inItem) from n in Gen.Choose(-14, 26) select new DateTerm($"{d.Text}.AddMonths({n})", e => d.Eval(e)?.AddMonths(n))),
        (1, from d in All(depth - 1, inItem) from n in Gen.Choose(-400, 400) select new DateTerm($"{d.Text}.AddDays({n})", e => d.Eval(e)?.AddDays(n))),
        (1, from d in All(depth - 1, inItem) from n in Gen.Choose(-2, 5) select new DateTerm($"{d.Text}.AddYears({n})", e => d.Eval(e)?.AddYears(n))),
        (1, Leaf(inItem).Select(d => new DateTerm($"{d.Text}.AddMonths(Convert.ToInt32(m.i))", e => d.Eval(e) is { } x && e.Subject.I is { } i ? x.AddMonths(i) : null))),
        (1, inItem ? Leaf(inItem) : ListTerms.Dates()));

    /// <summary>Generates parts of dates.</summary>
    public static Gen<NumberTerm> Numbers(bool inItem) =>
        from d in All(1, inItem)
        from p in Gen.Elements("Year", "Month", "Day")
        select new NumberTerm($"{d.Text}.{p}", e => d.Eval(e) is { } x ? p switch { "Year" => x.Year, "Month" => x.Month, _ => x.Day } : null);

    /// <summary>Generates comparisons of dates with dates, and with texts that are dates.</summary>
    public static Gen<Condition> Conditions(bool inItem) => Gen.OneOf(
        from l in All(2, inItem)
        from r in All(1, inItem)
        from o in Gen.Elements("<", "<=", ">", ">=", "==", "!=")
        select new Condition($"({l.Text} {o} {r.Text})", e => l.Eval(e) is { } x && r.Eval(e) is { } y ? Terms.Compare(x.CompareTo(y), o) : null),
        from l in Leaf(inItem)
        from day in Days()
        from o in Gen.Elements("<", "<=", ">", ">=", "==", "!=")
        select new Condition(string.Create(CultureInfo.InvariantCulture, $"({l.Text} {o} \"{day:yyyy-MM-dd}\")"), e => l.Eval(e) is { } x ? Terms.Compare(x.CompareTo(day), o) : null));

    private static Gen<DateTime> Days() => Gen.Choose(0, 3300).Select(d => new DateTime(2019, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddDays(d));

    private static Gen<DateTerm> Leaf(bool inItem)
    {
        var outer = Gen.OneOf(
            Gen.Elements<DateTerm>(new("m.hired", e => e.Subject.Hired), new("m.ends", e => e.Subject.Ends)),
            Days().Select(d => new DateTerm(string.Create(CultureInfo.InvariantCulture, $"DateTime({d.Year}, {d.Month}, {d.Day})"), _ => d)));
        return inItem ? Gen.Frequency((2, Gen.Constant(new DateTerm("t.d", e => e.Item!.D))), (1, outer)) : outer;
    }
}

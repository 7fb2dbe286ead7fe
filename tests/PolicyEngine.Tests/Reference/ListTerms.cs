using FsCheck;
using FsCheck.Fluent;

namespace PolicyEngine.Tests.Reference;

/// <summary>
/// Generates chains of list operations (filtered, sorted, cut, joined) that are folded into one value. Folds that fail on an empty list are guarded by
/// <c>Any()</c>, so that every result can be compared.
/// </summary>
internal static class ListTerms
{
    private sealed record ItemList(string Text, Func<Env, IReadOnlyList<Item>?> Eval);

    private sealed record NumberList(string Text, Func<Env, IReadOnlyList<decimal>?> Eval, bool IsSorted = false);

    /// <summary>Generates numbers computed from a list.</summary>
    public static Gen<NumberTerm> Numbers(bool inItem) => inItem
        ? NumberLists(2, inItem: true).SelectMany(FoldNumbers)
        : Gen.Frequency((3, ItemLists(2).SelectMany(FoldItems)), (2, NumberLists(2, inItem: false).SelectMany(FoldNumbers)));

    /// <summary>Generates conditions on a list.</summary>
    public static Gen<Condition> Conditions(bool inItem) => inItem
        ? NumberLists(1, inItem: true).SelectMany(Quantify)
        : Gen.OneOf(
            NumberLists(1, inItem: false).SelectMany(Quantify),
            from l in ItemLists(2)
            from c in Terms.Conditions(1, inItem: true)
            from isAny in Gen.Elements(true, false)
            select new Condition($"{l.Text}.{(isAny ? "Any" : "All")}(t => {c.Text})", e => isAny ? Book.Any(Each(l, c, e)) : Book.All(Each(l, c, e))));

    /// <summary>Generates texts from the items of a list.</summary>
    public static Gen<TextTerm> Texts() => Gen.OneOf(
        Gen.Elements("First", "Last", "FirstOrDefault", "LastOrDefault").Select(f => new TextTerm(
            $"(m.tags.Any() ? m.tags.{f}() : \"无\")", e => e.Subject.Tags is not { } tags ? null : tags.Count == 0 ? "无" : f.StartsWith('F') ? tags[0] : tags[^1])),
        from l in ItemLists(1)
        from f in Gen.Elements("First", "LastOrDefault")
        select new TextTerm($"({l.Text}.Any() ? {l.Text}.{f}().tag : \"无\")", e => l.Eval(e) is not { } items ? null : items.Count == 0 ? "无" : (f is "First" ? items[0] : items[^1]).Tag));

    /// <summary>Generates the earliest and latest dates of items.</summary>
    public static Gen<DateTerm> Dates() =>
        from l in ItemLists(1)
        from f in Gen.Elements("Min", "Max")
        select new DateTerm($"({l.Text}.Any() ? {l.Text}.{f}(t => t.d) : m.hired)", e => l.Eval(e) is not { } items ? null
            : items.Count == 0 ? e.Subject.Hired
            : items.Any(i => i.D is null) ? null : f is "Min" ? items.Min(i => i.D) : items.Max(i => i.D));

    private static Gen<ItemList> ItemLists(int depth)
    {
        Gen<ItemList> all = Gen.Constant(new ItemList("m.items", e => e.Subject.Items));
        return depth == 0 ? all : Gen.Frequency(
            (1, all),
            (2, from l in ItemLists(depth - 1) from c in Terms.Conditions(1, inItem: true) select new ItemList($"{l.Text}.Where(t => {c.Text})", e => Book.Where(l.Eval(e), Each(l, c, e)))),
            (2, from l in ItemLists(depth - 1)
                from n in Terms.Numbers(1, inItem: true)
                from down in Gen.Elements(true, false)
                select new ItemList($"{l.Text}.{(down ? "OrderByDescending" : "OrderBy")}(t => {n.Text})", e => Book.Sort(l.Eval(e), Values(l, n, e), down))),
            (1, from l in ItemLists(depth - 1)
                from d in Gen.Elements(true, false)
                select new ItemList($"{l.Text}.{(d ? "OrderByDescending" : "OrderBy")}(t => t.d)", e => Book.Sort(l.Eval(e), l.Eval(e)?.Select(i => i.D).ToList(), d))),
            (1, from l in ItemLists(depth - 1)
                from k in Gen.Choose(-1, 3)
                from skip in Gen.Elements(true, false)
                select new ItemList($"{l.Text}.{(skip ? "Skip" : "Take")}({k})", e => l.Eval(e) is { } items ? [.. skip ? items.Skip(k) : items.Take(k)] : null)));
    }

    private static Gen<NumberTerm> FoldItems(ItemList l) => Gen.OneOf(
        Gen.Constant(new NumberTerm($"{l.Text}.Count()", e => l.Eval(e)?.Count)),
        Terms.Conditions(1, inItem: true).Select(c => new NumberTerm($"{l.Text}.Count(t => {c.Text})", e => Book.Count(Each(l, c, e)))),
        Terms.Numbers(1, inItem: true).Select(n => new NumberTerm($"{l.Text}.Sum(t => {n.Text})", e => Book.Sum(Values(l, n, e)))),
        from n in Terms.Numbers(1, inItem: true)
        from f in Gen.Elements("Min", "Max", "Average")
        select Guarded(l.Text, $"{f}(t => {Decimal(n)})", e => l.Eval(e)?.Count, e => Fold(f, Values(l, n, e))),
        Gen.Elements("First", "Last", "FirstOrDefault", "LastOrDefault").Select(f =>
            Guarded(l.Text, $"{f}().v", e => l.Eval(e)?.Count, e => (f.StartsWith('F') ? l.Eval(e)![0] : l.Eval(e)![^1]).V)),
        from c in Terms.Conditions(1, inItem: true)
        from f in Gen.Elements("First", "Last", "FirstOrDefault", "LastOrDefault")
        select Found(l, c, f));

    private static NumberTerm Found(ItemList l, Condition c, string f) => new(
        $"({l.Text}.Any(t => {c.Text}) ? {l.Text}.{f}(t => {c.Text}).v : 0.5)",
        e => Book.Any(Each(l, c, e)) switch
        {
            null => null,
            false => 0.5m,
            _ => Book.Where(l.Eval(e), Each(l, c, e)) is { } met ? (f.StartsWith('F') ? met[0] : met[^1]).V : null,
        });

    private static Gen<NumberList> NumberLists(int depth, bool inItem)
    {
        Gen<NumberList> leaf = inItem
            ? Gen.Constant(new NumberList("t.nums", e => e.Item!.Nums))
            : Gen.OneOf(
                Gen.Constant(new NumberList("m.nums", e => e.Subject.Nums)),
                Gen.Constant(new NumberList("m.items.SelectMany(t => t.nums)", e => e.Subject.Items is { } items && items.All(i => i.Nums is not null) ? [.. items.SelectMany(i => i.Nums!)] : null)),
                Terms.Numbers(1, inItem: true).Select(n => new NumberList($"m.items.Select(t => {Decimal(n)})", e => Known(e.Subject.Items?.Select(i => n.Eval(e with { Item = i }))))));
        return depth == 0 ? leaf : Gen.Frequency(
            (1, leaf),
            (1, from l in NumberLists(depth - 1, inItem)
                from n in Terms.Numbers(0, inItem)
                select new NumberList($"{l.Text}.Where(n => n > {n.Text})", e => l.Eval(e) is not { } list ? null : list.Count == 0 ? [] : n.Eval(e) is { } least ? [.. list.Where(x => x > least)] : null)),
            (1, NumberLists(depth - 1, inItem).Select(l => new NumberList($"{l.Text}.OrderBy(n => n)", e => l.Eval(e)?.Order().ToList(), IsSorted: true))),
            (1, NumberLists(depth - 1, inItem).Select(l => new NumberList($"{l.Text}.OrderByDescending(n => n % 3.0)", e => l.Eval(e)?.OrderByDescending(n => n % 3m).ToList(), IsSorted: true))),
            (1, from l in NumberLists(depth - 1, inItem)
                from k in Gen.Choose(0, 3)
                from skip in Gen.Elements(true, false)
                select new NumberList($"{l.Text}.{(skip ? "Skip" : "Take")}({k})", e => l.Eval(e) is { } list ? [.. skip ? list.Skip(k) : list.Take(k)] : null)),
            (1, NumberLists(depth - 1, inItem).Select(l => new NumberList($"{l.Text}.Distinct()", e => l.Eval(e)?.Distinct().ToList()))),
            (1, from l in NumberLists(depth - 1, inItem)
                from f in Gen.Elements("Concat", "Union", "Except", "Intersect")
                select new NumberList($"{l.Text}.{f}(new [] {{ 1.0, 2.25, 1.0 }})", e => l.Eval(e) is { } list ? Join(f, list, [1m, 2.25m, 1m]) : null)));
    }

    private static Gen<NumberTerm> FoldNumbers(NumberList l) => Gen.OneOf(
        Gen.Constant(new NumberTerm($"{l.Text}.Sum({Itself(l)})", e => l.Eval(e)?.Sum())),
        Gen.Constant(new NumberTerm($"{l.Text}.Count()", e => l.Eval(e)?.Count)),
        Gen.Elements("Min", "Max", "Average").Select(f => Guarded(l.Text, f is "Average" ? $"{f}({Itself(l)})" : $"{f}()", e => l.Eval(e)?.Count, e => Fold(f, l.Eval(e)?.Select(n => (decimal?)n).ToList()))),
        Gen.Elements("First", "Last", "FirstOrDefault", "LastOrDefault").Select(f => Guarded(l.Text, $"{f}()", e => l.Eval(e)?.Count, e => f.StartsWith('F') ? l.Eval(e)![0] : l.Eval(e)![^1])));

    private static Gen<Condition> Quantify(NumberList l) => Gen.OneOf(
        Gen.Constant(new Condition($"{l.Text}.Any()", e => l.Eval(e) is { } list ? list.Count > 0 : null)),
        Gen.Elements("1.0", "2.25").Select(v => new Condition($"{l.Text}.Contains({v})", e => l.Eval(e)?.Contains(decimal.Parse(v, System.Globalization.CultureInfo.InvariantCulture)))),
        Gen.Elements("Any", "All").Select(f => new Condition($"{l.Text}.{f}(n => n > 1.0)", e => l.Eval(e) is not { } list ? null : f is "Any" ? list.Any(n => n > 1) : list.All(n => n > 1))));

    /// <summary>Returns the selector for a fold: the parser finds no <c>Sum()</c> without one for a list whose last operation is sorting.</summary>
    private static string Itself(NumberList list) => list.IsSorted ? "n => n" : string.Empty;

    private static NumberTerm Guarded(string list, string fold, Func<Env, int?> count, Func<Env, decimal?> value) =>
        new($"({list}.Any() ? {list}.{fold} : -1.5)", e => count(e) is not { } n ? null : n == 0 ? -1.5m : value(e));

    /// <summary>Makes a term a decimal in both engines, because whole numbers have other means and lists of their own.</summary>
    private static string Decimal(NumberTerm n) => $"({n.Text} + 0.0)";

    private static decimal? Fold(string f, List<decimal?>? values) => values is null || values.Contains(null) ? null : f switch
    {
        "Min" => values.Min(),
        "Max" => values.Max(),
        _ => values.Sum() / values.Count,
    };

    private static List<decimal> Join(string f, IReadOnlyList<decimal> list, decimal[] other) => f switch
    {
        "Concat" => [.. list, .. other],
        "Union" => [.. list.Union(other)],
        "Except" => [.. list.Except(other)],
        _ => [.. list.Intersect(other)],
    };

    private static List<decimal>? Known(IEnumerable<decimal?>? values) => values?.ToList() is { } all && !all.Contains(null) ? [.. all.Select(v => v!.Value)] : null;

    private static List<bool?>? Each(ItemList l, Condition c, Env e) => l.Eval(e)?.Select(i => c.Eval(e with { Item = i })).ToList();

    private static List<decimal?>? Values(ItemList l, NumberTerm n, Env e) => l.Eval(e)?.Select(i => n.Eval(e with { Item = i })).ToList();
}

namespace PolicyEngine.Tests.Reference;

/// <summary>The values that a term can use: the subject, and the item of the lambda that contains it.</summary>
internal readonly record struct Env(Subject Subject, Item? Item = null, decimal? Number = null);

/// <summary>A condition as an expression, and its value by the book: Kleene's tables, without optimization.</summary>
internal sealed record Condition(string Text, Func<Env, bool?> Eval)
{
    public Condition And(Condition right, string word) => new($"({Text} {word} {right.Text})", e => (Eval(e), right.Eval(e)) switch
    {
        (false, _) or (_, false) => false,
        (true, true) => true,
        _ => null,
    });

    public Condition Or(Condition right, string word) => new($"({Text} {word} {right.Text})", e => (Eval(e), right.Eval(e)) switch
    {
        (true, _) or (_, true) => true,
        (false, false) => false,
        _ => null,
    });

    public Condition Not() => new($"!({Text})", e => !Eval(e));
}

/// <summary>A number as an expression, and its value by the book.</summary>
internal sealed record NumberTerm(string Text, Func<Env, decimal?> Eval);

/// <summary>A text as an expression, and its value by the book.</summary>
internal sealed record TextTerm(string Text, Func<Env, string?> Eval);

/// <summary>A date as an expression, and its value by the book.</summary>
internal sealed record DateTerm(string Text, Func<Env, DateTime?> Eval);

/// <summary>The truth tables of quantifiers and folds over lists whose items may be unknown.</summary>
internal static class Book
{
    public static bool? Any(IEnumerable<bool?>? answers) => answers is null ? null : answers.Contains(true) ? true : answers.Contains(null) ? null : false;

    public static bool? All(IEnumerable<bool?>? answers) => answers is null ? null : answers.Contains(false) ? false : answers.Contains(null) ? null : true;

    public static decimal? Count(IEnumerable<bool?>? answers) => answers is null || answers.Contains(null) ? null : answers.Count(a => a == true);

    public static decimal? Sum(IEnumerable<decimal?>? values) => values is null || values.Contains(null) ? null : values.Sum();

    /// <summary>Filters a list; the result is known only if the answer for every item is.</summary>
    public static IReadOnlyList<T>? Where<T>(IReadOnlyList<T>? items, IReadOnlyList<bool?>? answers) =>
        items is null || answers is null || answers.Contains(null) ? null : [.. items.Where((_, i) => answers[i] == true)];

    /// <summary>Sorts a list by keys; the result is known only if all keys are. Items with equal keys keep their order.</summary>
    public static IReadOnlyList<T>? Sort<T, TKey>(IReadOnlyList<T>? items, IReadOnlyList<TKey?>? keys, bool descending)
        where TKey : struct
    {
        if (items is null || keys is null || keys.Contains(null))
            return null;
        var order = Enumerable.Range(0, items.Count);
        return [.. (descending ? order.OrderByDescending(i => keys[i]) : order.OrderBy(i => keys[i])).Select(i => items[i])];
    }
}

using PolicyEngine.Documents;
using PolicyEngine.Scoring;

namespace PolicyEngine.Expressions;

/// <summary>
/// Operations on lists in three-valued logic. A predicate or selector answers <see langword="null"/> for "not known";
/// quantifiers follow Kleene, everything that needs every item is unknown as soon as one item is.
/// </summary>
internal static class ListOperations
{
    public static bool? Any<T>(T[] items, Func<T, bool?> predicate)
    {
        bool? answer = false;
        foreach (var item in items)
        {
            var holds = predicate(item);
            if (holds == true)
                return true;
            if (holds is null)
                answer = null;
        }

        return answer;
    }

    public static bool? All<T>(T[] items, Func<T, bool?> predicate)
    {
        bool? answer = true;
        foreach (var item in items)
        {
            var holds = predicate(item);
            if (holds == false)
                return false;
            if (holds is null)
                answer = null;
        }

        return answer;
    }

    public static int? Count<T>(T[] items, Func<T, bool?> predicate) => Where(items, predicate)?.Length;

    public static T[]? Where<T>(T[] items, Func<T, bool?> predicate)
    {
        var kept = new List<T>(items.Length);
        var known = true;
        foreach (var item in items)
        {
            // Every item is asked, so that everything missing is named.
            var holds = predicate(item);
            known &= holds is not null;
            if (holds == true)
                kept.Add(item);
        }

        return known ? [.. kept] : null;
    }

    public static TResult[]? SelectValues<T, TResult>(T[] items, Func<T, TResult?> selector)
        where TResult : struct
    {
        var selected = new TResult[items.Length];
        var known = true;
        for (var i = 0; i < items.Length; i++)
        {
            var value = selector(items[i]);
            known &= value is not null;
            selected[i] = value.GetValueOrDefault();
        }

        return known ? selected : null;
    }

    public static TResult[]? SelectObjects<T, TResult>(T[] items, Func<T, TResult?> selector)
        where TResult : class
    {
        var selected = new TResult[items.Length];
        var known = true;
        for (var i = 0; i < items.Length; i++)
        {
            var value = selector(items[i]);
            known &= value is not null;
            selected[i] = value!;
        }

        return known ? selected : null;
    }

    public static T[] Flatten<T>(T[][] lists)
    {
        CheckLength(lists.Sum(l => (long)l.Length));
        return [.. lists.SelectMany(l => l)];
    }

    public static T[] SortedByKeys<T, TKey>(T[] items, TKey[] keys, bool descending)
    {
        var comparer = typeof(TKey) == typeof(string) ? (IComparer<TKey>)StringComparer.Ordinal : Comparer<TKey>.Default;
        var order = Enumerable.Range(0, items.Length);
        var sorted = descending ? order.OrderByDescending(i => keys[i], comparer) : order.OrderBy(i => keys[i], comparer);
        return [.. sorted.Select(i => items[i])];
    }

    public static T[] Take<T>(T[] items, int count) => [.. items.Take(count)];

    public static T[] Skip<T>(T[] items, int count) => [.. items.Skip(count)];

    public static T[] Distinct<T>(T[] items) => [.. items.Distinct()];

    public static T[] Reverse<T>(T[] items) => [.. Enumerable.Reverse(items)];

    public static T[] Concat<T>(T[] left, T[] right)
    {
        CheckLength((long)left.Length + right.Length);
        return [.. left, .. right];
    }

    public static T[] Union<T>(T[] left, T[] right)
    {
        CheckLength((long)left.Length + right.Length);
        return [.. left.Union(right)];
    }

    public static T[] Except<T>(T[] left, T[] right) => [.. left.Except(right)];

    public static T[] Intersect<T>(T[] left, T[] right) => [.. left.Intersect(right)];

    public static bool Contains<T>(T[] items, T value) => Array.IndexOf(items, value) >= 0;

    public static bool IsAny<T>(T[] items) => items.Length > 0;

    public static int Length<T>(T[] items) => items.Length;

    public static T First<T>(T[] items) => items.Length > 0 ? items[0] : throw Empty("First");

    public static T Last<T>(T[] items) => items.Length > 0 ? items[^1] : throw Empty("Last");

    /// <summary>The item at an index as a list of one, or nothing when there is none.</summary>
    public static bool TryAt<T>(T[] items, int index, out T value)
    {
        var inside = index >= 0 && index < items.Length;
        value = inside ? items[index] : default!;
        return inside;
    }

    public static decimal Sum(decimal[] items)
    {
        var sum = 0m;
        foreach (var item in items)
            sum += item;
        return sum;
    }

    public static int SumIntegers(int[] items)
    {
        var sum = 0;
        foreach (var item in items)
            sum = checked(sum + item);
        return sum;
    }

    public static decimal Average(decimal[] items) => items.Length > 0 ? Sum(items) / items.Length : throw Empty("Average");

    public static T Min<T>(T[] items) => items.Length > 0 ? items.Min(Comparer<T>.Default)! : throw Empty("Min");

    public static T Max<T>(T[] items) => items.Length > 0 ? items.Max(Comparer<T>.Default)! : throw Empty("Max");

    /// <summary>How long a list may get is bounded, so that no chain of params can blow it up.</summary>
    private static void CheckLength(long length)
    {
        if (length > ExpressionLimits.MaxListLength)
            throw new EvaluationException(EvaluationFaults.ListTooLong, new LocalizedText($"a list of more than {ExpressionLimits.MaxListLength} items", $"列表超过{ExpressionLimits.MaxListLength}项"));
    }

    private static EvaluationException Empty(string operation) =>
        new(EvaluationFaults.EmptyList, new LocalizedText($"`{operation}` of an empty list", $"空列表没有 {operation}"));
}

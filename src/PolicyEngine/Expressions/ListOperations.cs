using PolicyEngine.Documents;
using PolicyEngine.Scoring;

namespace PolicyEngine.Expressions;

/// <summary>Operations on whole lists, as expressions see them.</summary>
internal static class ListOperations
{
    /// <summary>The first items of an array.</summary>
    public static T[] Cut<T>(T[] items, int count) => count == items.Length ? items : items[..count];

    /// <summary>The mean of a sum.</summary>
    public static decimal Mean(decimal sum, int count) => Mean(DecimalParts.Of(sum), count).ToDecimal();

    /// <summary>The mean of a sum.</summary>
    public static DecimalParts Mean(DecimalParts sum, int count) => count > 0 ? QuickDecimal.Divide(sum, new DecimalParts(0, (ulong)count)) : throw Empty("Average");

    public static T[] Flatten<T>(T[][] lists)
    {
        CheckLength(lists.Sum(l => (long)l.Length));
        return [.. lists.SelectMany(l => l)];
    }

    public static T[] SortedByKeys<T, TKey>(T[] items, TKey[] keys, bool descending)
    {
        var comparer = Order<TKey>();
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

    public static decimal Sum(decimal[] items)
    {
        var sum = default(DecimalParts);
        for (var i = 0; i < items.Length; i++)
            sum = QuickDecimal.Add(sum, DecimalParts.Item(items, i));
        return sum.ToDecimal();
    }

    public static int SumIntegers(int[] items)
    {
        var sum = 0;
        foreach (var item in items)
            sum = checked(sum + item);
        return sum;
    }

    public static decimal Average(decimal[] items) => Mean(Sum(items), items.Length);

    public static T Min<T>(T[] items) => Best(items, isMax: false, "Min");

    public static T Max<T>(T[] items) => Best(items, isMax: true, "Max");

    /// <summary>Fails a call that has found nothing.</summary>
    internal static void RequireAny(bool found, string operation)
    {
        if (!found)
            throw Empty(operation);
    }

    /// <summary>The order of two values.</summary>
    internal static int Compare<T>(T left, T right) => left is string text ? string.CompareOrdinal(text, (string)(object)right!) : Comparer<T>.Default.Compare(left, right);

    /// <summary>The first of those that are equal.</summary>
    private static T Best<T>(T[] items, bool isMax, string operation)
    {
        RequireAny(items.Length > 0, operation);
        var best = items[0];
        for (var i = 1; i < items.Length; i++)
        {
            if (isMax ? Compare(items[i], best) > 0 : Compare(items[i], best) < 0)
                best = items[i];
        }

        return best;
    }

    /// <summary>Texts are ordered by their characters' codes, on every machine the same.</summary>
    private static IComparer<T> Order<T>() => typeof(T) == typeof(string) ? (IComparer<T>)StringComparer.Ordinal : Comparer<T>.Default;

    /// <summary>How long a list may get is bounded, so that no chain of params can blow it up.</summary>
    private static void CheckLength(long length)
    {
        if (length > EvaluationLimits.ListLength)
            throw new EvaluationException(EvaluationFaults.ListTooLong, new LocalizedText($"a list of more than {EvaluationLimits.ListLength} items", $"列表超过{EvaluationLimits.ListLength}项"));
    }

    private static EvaluationException Empty(string operation) =>
        new(EvaluationFaults.EmptyList, new LocalizedText($"`{operation}` of an empty list", $"空列表没有 {operation}"));
}

using PolicyEngine.Decimals;
using PolicyEngine.Documents;
using PolicyEngine.Expressions.Running;
using PolicyEngine.Scoring;

namespace PolicyEngine.Expressions.Lists;

/// <summary>The operations on whole lists that expressions can use.</summary>
internal static class ListOperations
{
    /// <summary>Returns the first items of an array.</summary>
    public static T[] Cut<T>(LentLists lists, T[] items, int count) => Slice(lists, items, 0, count);

    /// <summary>Returns the mean for a sum; throws if the count is 0.</summary>
    public static decimal Mean(decimal sum, int count) => Mean(DecimalParts.Of(sum), count).ToDecimal();

    /// <summary>Returns the mean for a sum; throws if the count is 0.</summary>
    public static DecimalParts Mean(DecimalParts sum, int count) => count > 0 ? QuickDecimal.Divide(sum, new DecimalParts(0, (ulong)count)) : throw Empty("Average");

    public static T[] Flatten<T>(LentLists lists, T[][] parts)
    {
        var length = 0L;
        foreach (var part in parts)
            length += part.Length;
        CheckLength(length);
        var all = lists.Lend<T>((int)length);
        var next = 0;
        foreach (var part in parts)
        {
            part.CopyTo(all, next);
            next += part.Length;
        }

        return all;
    }

    public static T[] SortedByKeys<T, TKey>(LentLists lists, T[] items, TKey[] keys, bool descending)
    {
        var ranks = lists.Lend<Ranked<TKey>>(items.Length);
        for (var i = 0; i < ranks.Length; i++)
            ranks[i] = new Ranked<TKey>(keys[i], i);
        ranks.AsSpan().Sort(descending ? Ranked<TKey>.Falling : Ranked<TKey>.Rising);
        var sorted = lists.Lend<T>(items.Length);
        for (var i = 0; i < sorted.Length; i++)
            sorted[i] = items[ranks[i].Place];
        return sorted;
    }

    public static T[] Take<T>(LentLists lists, T[] items, int count) => Slice(lists, items, 0, Math.Clamp(count, 0, items.Length));

    public static T[] Skip<T>(LentLists lists, T[] items, int count)
    {
        var start = Math.Clamp(count, 0, items.Length);
        return Slice(lists, items, start, items.Length - start);
    }

    public static T[] Distinct<T>(LentLists lists, T[] items) => Union(lists, items, []);

    public static T[] Reverse<T>(LentLists lists, T[] items)
    {
        var reversed = lists.Lend<T>(items.Length);
        items.CopyTo(reversed, 0);
        Array.Reverse(reversed);
        return reversed;
    }

    public static T[] Concat<T>(LentLists lists, T[] left, T[] right)
    {
        CheckLength((long)left.Length + right.Length);
        var all = lists.Lend<T>(left.Length + right.Length);
        left.CopyTo(all, 0);
        right.CopyTo(all, left.Length);
        return all;
    }

    public static T[] Union<T>(LentLists lists, T[] left, T[] right)
    {
        CheckLength((long)left.Length + right.Length);
        var (seen, all, count) = (lists.SetOf<T>(), lists.Lend<T>(left.Length + right.Length), 0);
        foreach (var item in left)
        {
            if (seen.Add(item))
                all[count++] = item;
        }

        foreach (var item in right)
        {
            if (seen.Add(item))
                all[count++] = item;
        }

        seen.Clear();
        return Cut(lists, all, count);
    }

    public static T[] Except<T>(LentLists lists, T[] left, T[] right) => Sieve(lists, left, right, areWanted: false);

    public static T[] Intersect<T>(LentLists lists, T[] left, T[] right) => Sieve(lists, left, right, areWanted: true);

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

    /// <summary>Throws if a call has found nothing.</summary>
    internal static void RequireAny(bool found, string operation)
    {
        if (!found)
            throw Empty(operation);
    }

    /// <summary>Compares two values. Texts are compared ordinally, so the order is the same on every machine.</summary>
    internal static int Compare<T>(T left, T right) => left is string text ? string.CompareOrdinal(text, (string)(object)right!) : Comparer<T>.Default.Compare(left, right);

    /// <summary>Returns the distinct items of one list that are (or are not) in another.</summary>
    private static T[] Sieve<T>(LentLists lists, T[] items, T[] others, bool areWanted)
    {
        var (rest, kept, count) = (lists.SetOf<T>(), lists.Lend<T>(items.Length), 0);
        foreach (var other in others)
            rest.Add(other);
        foreach (var item in items)
        {
            if (areWanted ? rest.Remove(item) : rest.Add(item))
                kept[count++] = item;
        }

        rest.Clear();
        return Cut(lists, kept, count);
    }

    private static T[] Slice<T>(LentLists lists, T[] items, int start, int count)
    {
        if (count == items.Length)
            return items;
        var slice = lists.Lend<T>(count);
        Array.Copy(items, start, slice, 0, count);
        return slice;
    }

    /// <summary>Returns the smallest or largest item; of equal ones the first.</summary>
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

    /// <summary>Throws if a list would be too long. The limit keeps chains of params from building huge lists.</summary>
    private static void CheckLength(long length)
    {
        if (length > EvaluationLimits.ListLength)
            throw new EvaluationException(EvaluationFaults.ListTooLong, new LocalizedText($"a list of more than {EvaluationLimits.ListLength} items", $"列表超过{EvaluationLimits.ListLength}项"));
    }

    /// <summary>Returns the failure of a call on an empty list.</summary>
    internal static EvaluationException Empty(string operation) =>
        new(EvaluationFaults.EmptyList, new LocalizedText($"`{operation}` of an empty list", $"空列表没有 {operation}"));
}

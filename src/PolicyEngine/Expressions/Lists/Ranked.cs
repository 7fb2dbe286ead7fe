namespace PolicyEngine.Expressions.Lists;

/// <summary>The sort key and position of an item. Items with equal keys keep their order.</summary>
internal readonly record struct Ranked<TKey>(TKey Key, int Place)
{
    /// <summary>Orders the smallest key first.</summary>
    public static Comparison<Ranked<TKey>> Rising { get; } = (left, right) => ListOperations.Compare(left.Key, right.Key) is not 0 and var order ? order : left.Place - right.Place;

    /// <summary>Orders the largest key first.</summary>
    public static Comparison<Ranked<TKey>> Falling { get; } = (left, right) => ListOperations.Compare(right.Key, left.Key) is not 0 and var order ? order : left.Place - right.Place;
}

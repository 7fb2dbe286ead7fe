namespace PolicyEngine.Expressions.Lists;

/// <summary>The sort key of an item and its position: among equal keys the first stays first.</summary>
internal readonly record struct Ranked<TKey>(TKey Key, int Place)
{
    /// <summary>The smallest first.</summary>
    public static Comparison<Ranked<TKey>> Rising { get; } = (left, right) => ListOperations.Compare(left.Key, right.Key) is not 0 and var order ? order : left.Place - right.Place;

    /// <summary>The largest first.</summary>
    public static Comparison<Ranked<TKey>> Falling { get; } = (left, right) => ListOperations.Compare(right.Key, left.Key) is not 0 and var order ? order : left.Place - right.Place;
}

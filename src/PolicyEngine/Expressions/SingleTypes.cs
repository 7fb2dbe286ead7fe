namespace PolicyEngine.Expressions;

/// <summary>The types of the single values that expressions compute with.</summary>
internal static class SingleTypes
{
    private static readonly HashSet<Type> Numbers = [typeof(decimal), typeof(int), typeof(long)];

    /// <summary>Whether a type is a number type.</summary>
    public static bool IsNumber(Type type) => Numbers.Contains(type);

    /// <summary>
    /// Whether <c>&lt;</c> and <c>&gt;</c> compare values of a type: numbers and dates. The parser turns such comparisons of texts into calls.
    /// </summary>
    public static bool IsOrdered(Type type) => IsNumber(type) || type == typeof(DateTime);

    /// <summary>Whether a type is that of a single value.</summary>
    public static bool IsSingle(Type type) => IsOrdered(type) || type == typeof(string) || type == typeof(bool);
}

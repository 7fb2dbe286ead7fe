using PolicyEngine.Documents;

namespace PolicyEngine.Workflows;

/// <summary>Values as results carry them: decimals with a normalised scale, never another number type.</summary>
internal static class OutputValues
{
    /// <summary>Turns what code computed into what results carry.</summary>
    public static object? Normalize(object? value) => value switch
    {
        decimal number => ExactDecimal.Normalize(number),
        int number => (decimal)number,
        long number => (decimal)number,
        decimal[] numbers => Array.ConvertAll(numbers, ExactDecimal.Normalize),
        int[] numbers => Array.ConvertAll(numbers, n => (decimal)n),
        long[] numbers => Array.ConvertAll(numbers, n => (decimal)n),
        Dictionary<string, object?> parts => parts.ToDictionary(p => p.Key, p => Normalize(p.Value), StringComparer.Ordinal),
        _ => value,
    };

    /// <summary>Whether a value can be shown by itself.</summary>
    public static bool IsSingle(object? value) => value is null or decimal or string or bool or DateTime;
}

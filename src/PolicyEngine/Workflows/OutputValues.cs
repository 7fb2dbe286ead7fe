using PolicyEngine.Decimals;
using PolicyEngine.Facts;

namespace PolicyEngine.Workflows;

/// <summary>Values in the form used in results: decimals with a normalised scale, never another number type.</summary>
internal static class OutputValues
{
    private static readonly object True = true;
    private static readonly object False = false;

    /// <summary>Converts computed values into the form used in results.</summary>
    public static object? Normalize(object? value) => value switch
    {
        decimal number => ExactDecimal.Normalize(number),
        int number => (decimal)number,
        long number => (decimal)number,
        decimal[] numbers => Array.ConvertAll(numbers, ExactDecimal.Normalize),
        int[] numbers => Array.ConvertAll(numbers, n => (decimal)n),
        long[] numbers => Array.ConvertAll(numbers, n => (decimal)n),
        Array list => list.Clone(), // The lists that an expression makes are reused, so they are copied.
        Dictionary<string, object?> parts => parts.ToDictionary(p => p.Key, p => Normalize(p.Value), StringComparer.Ordinal),
        _ => value,
    };

    /// <summary>A value in the form used in results; <see langword="null"/> when it is missing.</summary>
    public static object? Of(in FactValue value) => value.Kind switch
    {
        FactValueKind.Missing => null,
        FactValueKind.Number => ExactDecimal.Normalize(value.Number),
        FactValueKind.Boolean => value.Flag ? True : False,
        FactValueKind.Date => value.Date,
        _ => Normalize(value.Reference),
    };
}

using PolicyEngine.Decimals;
using PolicyEngine.Facts;

namespace PolicyEngine.Workflows;

/// <summary>Values in the form used in results: every number is a decimal with a normalised scale.</summary>
internal static class OutputValues
{
    private static readonly object True = true;
    private static readonly object False = false;

    /// <summary>Converts a computed value into the form used in results.</summary>
    public static object? Normalize(object? value) => value switch
    {
        decimal number => ExactDecimal.Normalize(number),
        int number => (decimal)number,
        long number => (decimal)number,
        decimal[] numbers => Array.ConvertAll(numbers, ExactDecimal.Normalize),
        int[] numbers => Array.ConvertAll(numbers, n => (decimal)n),
        long[] numbers => Array.ConvertAll(numbers, n => (decimal)n),
        Array list => list.Clone(), // Expressions reuse the lists they create, so results need copies.
        Dictionary<string, object?> parts => parts.ToDictionary(p => p.Key, p => Normalize(p.Value), StringComparer.Ordinal),
        _ => value,
    };

    /// <summary>Returns a value in the form used in results; <see langword="null"/> when it is missing.</summary>
    public static object? Of(in FactValue value) => value.Kind switch
    {
        FactValueKind.Missing => null,
        FactValueKind.Number => ExactDecimal.Normalize(value.Number),
        FactValueKind.Boolean => value.Flag ? True : False,
        FactValueKind.Date => value.Date,
        _ => Normalize(value.Reference),
    };
}

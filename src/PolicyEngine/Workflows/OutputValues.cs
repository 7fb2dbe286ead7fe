using PolicyEngine.Decimals;
using PolicyEngine.Facts;

namespace PolicyEngine.Workflows;

/// <summary>Values as results carry them: decimals with a normalised scale, never another number type.</summary>
internal static class OutputValues
{
    private static readonly object True = true;
    private static readonly object False = false;

    /// <summary>Turns what code computed into what results carry.</summary>
    public static object? Normalize(object? value) => value switch
    {
        decimal number => ExactDecimal.Normalize(number),
        int number => (decimal)number,
        long number => (decimal)number,
        decimal[] numbers => Array.ConvertAll(numbers, ExactDecimal.Normalize),
        int[] numbers => Array.ConvertAll(numbers, n => (decimal)n),
        long[] numbers => Array.ConvertAll(numbers, n => (decimal)n),
        Array list => list.Clone(), // What an expression made is used again.
        Dictionary<string, object?> parts => parts.ToDictionary(p => p.Key, p => Normalize(p.Value), StringComparer.Ordinal),
        _ => value,
    };

    /// <summary>A value as results carry it; <see langword="null"/> when it is missing.</summary>
    public static object? Of(in FactValue value) => value.Kind switch
    {
        FactValueKind.Missing => null,
        FactValueKind.Number => ExactDecimal.Normalize(value.Number),
        FactValueKind.Boolean => value.Flag ? True : False,
        FactValueKind.Date => value.Date,
        _ => Normalize(value.Reference),
    };
}

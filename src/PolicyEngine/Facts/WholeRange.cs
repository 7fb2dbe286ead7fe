using System.Runtime.InteropServices;
using PolicyEngine.Decimals;

namespace PolicyEngine.Facts;

/// <summary>
/// A quick check, in whole numbers, whether a number is within the limits of its schema. It confirms only what is certain; <see cref="NumberLimits"/> decides
/// the rest.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct WholeRange
{
    private const int MostScale = 6;
    private const long Largest = 1_000_000_000_000;
    private static readonly long[] Powers = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

    private readonly bool _isUsable;
    private readonly bool _isInteger;
    private readonly long _least;
    private readonly long _most;

    /// <summary>Prepares the check for a schema.</summary>
    public WholeRange(FactSchema schema)
    {
        _isInteger = schema.Kind == FactKind.Integer;
        _least = Whole(schema.Minimum, -Largest);
        _most = Whole(schema.Maximum, Largest);
        _isUsable = schema is { ExclusiveMinimum: null, ExclusiveMaximum: null, MultipleOf: null } && _least > long.MinValue && _most > long.MinValue;
    }

    /// <summary>Whether the number is certainly within the limits.</summary>
    /// <param name="number">A number whose digits fit into 64 bits, or <see cref="DecimalParts.None"/>.</param>
    public bool Holds(DecimalParts number)
    {
        var scale = number.Magnitude.Scale;
        if (!_isUsable || number == DecimalParts.None || scale > (_isInteger ? 0 : MostScale) || number.Low > long.MaxValue)
            return false;
        var digits = number.IsPlain ? (long)number.Low : -(long)number.Low;
        var power = Powers[scale];
        return digits >= _least * power && digits <= _most * power;
    }

    /// <summary>
    /// Returns a bound that is a whole number of at most 10¹²; <paramref name="none"/> without a bound; <see cref="long.MinValue"/> for any other bound.
    /// </summary>
    private static long Whole(decimal? bound, long none)
    {
        if (bound is not { } value)
            return none;
        return decimal.IsInteger(value) && Math.Abs(value) <= Largest ? (long)value : long.MinValue;
    }
}

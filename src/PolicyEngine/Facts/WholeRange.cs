using System.Runtime.InteropServices;
using PolicyEngine.Decimals;

namespace PolicyEngine.Facts;

/// <summary>
/// A quick check whether a number is within the limits of its schema, in whole numbers: it returns true if that is
/// certain, and leaves everything else to <see cref="NumberLimits"/>.
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

    /// <summary>Prepares the test.</summary>
    public WholeRange(FactSchema schema)
    {
        _isInteger = schema.Kind == FactKind.Integer;
        _least = Whole(schema.Minimum, -Largest);
        _most = Whole(schema.Maximum, Largest);
        _isUsable = schema is { ExclusiveMinimum: null, ExclusiveMaximum: null, MultipleOf: null } && _least > long.MinValue && _most > long.MinValue;
    }

    /// <summary>Whether the number is certainly within the limits.</summary>
    /// <param name="number">A number whose digits fit into 64 bits, or none.</param>
    public bool Holds(DecimalParts number)
    {
        var scale = number.Magnitude.Scale;
        if (!_isUsable || number == DecimalParts.None || scale > (_isInteger ? 0 : MostScale) || number.Low > long.MaxValue)
            return false;
        var digits = number.IsPlain ? (long)number.Low : -(long)number.Low;
        var power = Powers[scale];
        return digits >= _least * power && digits <= _most * power;
    }

    /// <summary>The bound if it is a small whole number; otherwise the least <see langword="long"/>.</summary>
    private static long Whole(decimal? bound, long none)
    {
        if (bound is not { } value)
            return none;
        return decimal.IsInteger(value) && Math.Abs(value) <= Largest ? (long)value : long.MinValue;
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;

namespace PolicyEngine.Decimals;

/// <summary>Multiplies and divides digits by powers of ten from 10^0 to 10^28.</summary>
internal static class PowerOfTen
{
    private static readonly WideDigits[] Powers = Table(power => power);
    private static readonly WideDigits[] Halves = Table(power => power / 2);
    private static readonly WideDigits[] Reciprocals = Table(power => ((BigInteger.One << 128) - 1) / power);

    /// <summary>Returns 10^<paramref name="power"/>.</summary>
    public static WideDigits Of(int power) => Powers[power];

    /// <summary>Returns 10^<paramref name="power"/> ÷ 2, for a power of at least 1.</summary>
    public static WideDigits HalfOf(int power) => Halves[power];

    /// <summary>Returns digits × 10^power; <see cref="WideDigits.TooMany"/> when the product has more than 128 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideDigits Multiply(WideDigits digits, int power)
    {
        var by = Powers[power];
        var product = WideDigits.Product(digits.Low, by.Low);
        return (digits.High | by.High) == 0 ? product : Cross(digits, by, product);
    }

    /// <summary>Returns digits ÷ 10^power as quotient and remainder.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (WideDigits Quotient, WideDigits Over) Divide(WideDigits digits, int power)
    {
        // Multiply by the reciprocal instead of dividing. The reciprocal is rounded down, so the quotient may be one too small and is corrected.
        var by = Powers[power];
        var quotient = HighOf(digits, Reciprocals[power]);
        var product = quotient * by.Low;
        var over = digits - new WideDigits(product.High + (quotient.Low * by.High), product.Low);
        return over >= by ? (quotient + 1, over - by) : (quotient, over);
    }

    private static WideDigits Cross(WideDigits digits, WideDigits by, WideDigits lows)
    {
        if (digits.High != 0 && by.High != 0)
            return WideDigits.TooMany;
        var crossed = digits.High != 0 ? WideDigits.Product(digits.High, by.Low) : WideDigits.Product(digits.Low, by.High);
        var high = lows.High + crossed.Low;
        return crossed.High == 0 && high >= crossed.Low ? new WideDigits(high, lows.Low) : WideDigits.TooMany;
    }

    /// <summary>Returns the high 128 bits of the 256-bit product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static WideDigits HighOf(WideDigits left, WideDigits right)
    {
        var one = WideDigits.Product(left.High, right.Low) + WideDigits.Product(left.Low, right.Low).High;
        var other = WideDigits.Product(left.Low, right.High) + one.Low;
        return WideDigits.Product(left.High, right.High) + one.High + other.High;
    }

    private static WideDigits[] Table(Func<BigInteger, BigInteger> of) =>
        [.. Enumerable.Range(0, DecimalParts.MostScale + 1).Select(n => of(BigInteger.Pow(10, n))).Select(n => new WideDigits((ulong)(n >> 64), (ulong)(n & ulong.MaxValue)))];
}

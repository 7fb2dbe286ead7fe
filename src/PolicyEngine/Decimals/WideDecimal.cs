using System.Runtime.CompilerServices;

namespace PolicyEngine.Decimals;

/// <summary>The operators of decimals that are not negative and take up to 128 bits on the way; the rest is left to <see cref="decimal"/>.</summary>
internal static class WideDecimal
{
    /// <summary><c>left + right</c>.</summary>
    public static DecimalParts Add(DecimalParts left, DecimalParts right)
    {
        if (left.IsPlain && right.IsPlain)
        {
            var (first, second, scale) = Align(left, right);
            if (HaveRoom(first, second) && Fit(first + second, scale) is var sum && sum.IsPlain)
                return sum;
        }

        return DecimalParts.Of(left.ToDecimal() + right.ToDecimal());
    }

    /// <summary><c>left - right</c>.</summary>
    public static DecimalParts Subtract(DecimalParts left, DecimalParts right)
    {
        if (left.IsPlain && right.IsPlain)
        {
            var (first, second, scale) = Align(left, right);
            // Nothing, as a difference, has a sign that depends on the scales.
            if (HaveRoom(first, second) && first >= second && first != second && second != default && Fit(first - second, scale) is var difference && difference.IsPlain)
                return difference;
        }

        return DecimalParts.Of(left.ToDecimal() - right.ToDecimal());
    }

    /// <summary><c>left * right</c>: 64 bits by 64, or 96 by 32.</summary>
    public static DecimalParts Multiply(DecimalParts left, DecimalParts right)
    {
        var digits = default(WideDigits);
        if (right.IsShort && left.IsPlain && (left.IsShort || IsFactor(right)))
            digits = left.Digits * right.Low;
        else if (left.IsShort && right.IsPlain && IsFactor(left))
            digits = right.Digits * left.Low;
        // The scale of nothing times something depends on how many digits that has.
        var product = digits != default ? Fit(digits, left.Scale + right.Scale) : DecimalParts.None;
        return product.IsPlain ? product : DecimalParts.Of(left.ToDecimal() * right.ToDecimal());
    }

    /// <summary>Whether 128 bits hold it multiplied with any decimal.</summary>
    private static bool IsFactor(DecimalParts value) => value.Low <= uint.MaxValue;

    /// <summary>Rounded, ties away from zero.</summary>
    /// <param name="value">The number.</param>
    /// <param name="places">Decimal places kept, 0–28.</param>
    public static DecimalParts Round(DecimalParts value, int places)
    {
        if (!value.IsPlain || (uint)places > DecimalParts.MostScale)
            return DecimalParts.Of(Math.Round(value.ToDecimal(), places, MidpointRounding.AwayFromZero));
        if (value.Scale <= places)
            return value;
        var cut = value.Scale - places;
        var (kept, over) = PowerOfTen.Divide(value.Digits, cut);
        return DecimalParts.Make(kept + (over >= PowerOfTen.HalfOf(cut) ? 1UL : 0), places);
    }

    /// <summary>Less than, equal to or greater than zero, as <paramref name="left"/> is to <paramref name="right"/>.</summary>
    public static int Compare(DecimalParts left, DecimalParts right)
    {
        if (!left.IsPlain || !right.IsPlain)
            return decimal.Compare(left.ToDecimal(), right.ToDecimal());
        var (first, second, _) = Align(left, right);
        return first.OrderTo(second); // Too many are more than a decimal has.
    }

    /// <summary>Whether 128 bits hold the sum.</summary>
    private static bool HaveRoom(WideDigits first, WideDigits second) => (first.High | second.High) <= long.MaxValue;

    /// <summary>The digits of both with the larger scale.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (WideDigits First, WideDigits Second, int Scale) Align(DecimalParts left, DecimalParts right)
    {
        var (first, second) = (left.Scale, right.Scale);
        if (first < second)
            return (PowerOfTen.Multiply(left.Digits, second - first), right.Digits, second);
        return (left.Digits, first == second ? right.Digits : PowerOfTen.Multiply(right.Digits, first - second), first);
    }

    /// <summary>The decimal of digits: rounded, ties to even, to as many as it holds. None when there is no such decimal, or to be careful.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DecimalParts Fit(WideDigits digits, int scale) =>
        digits.FitDecimal && scale <= DecimalParts.MostScale ? DecimalParts.Make(digits, scale) : Cut(digits, scale);

    private static DecimalParts Cut(WideDigits digits, int scale)
    {
        // By so many digits it is certainly too long: 77 ÷ 256 is the logarithm of two.
        var cut = Math.Max(scale - DecimalParts.MostScale, (((digits.Bits - 97) * 77) >> 8) + 1);
        var value = Cut(digits, scale, cut);
        return value.IsPlain ? value : Cut(digits, scale, cut + 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DecimalParts Cut(WideDigits digits, int scale, int cut)
    {
        if (cut <= 0 || cut > scale || cut > DecimalParts.MostScale)
            return DecimalParts.None;
        var (kept, over) = PowerOfTen.Divide(digits, cut);
        var half = PowerOfTen.HalfOf(cut);
        var rounded = kept + (over >= half && (over != half || (kept.Low & 1) != 0) ? 1UL : 0);
        return kept.FitDecimal && rounded.FitDecimal && rounded != default ? DecimalParts.Make(rounded, scale - cut) : DecimalParts.None;
    }
}

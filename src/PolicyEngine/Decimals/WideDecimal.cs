using System.Runtime.CompilerServices;

namespace PolicyEngine.Decimals;

/// <summary>The operators for decimals that are not negative and need up to 128 bits in between; the rest falls back to <see cref="decimal"/>.</summary>
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
            // A difference of zero is left to decimal, because its sign depends on the scales; so is the subtraction of zero.
            if (HaveRoom(first, second) && first >= second && first != second && second != default && Fit(first - second, scale) is var difference && difference.IsPlain)
                return difference;
        }

        return DecimalParts.Of(left.ToDecimal() - right.ToDecimal());
    }

    /// <summary><c>left * right</c>, computed here for 64 by 64 bits and for 96 by 32 bits.</summary>
    public static DecimalParts Multiply(DecimalParts left, DecimalParts right)
    {
        var digits = default(WideDigits);
        if (right.IsShort && left.IsPlain && (left.IsShort || IsFactor(right)))
            digits = left.Digits * right.Low;
        else if (left.IsShort && right.IsPlain && IsFactor(left))
            digits = right.Digits * left.Low;
        // A product of zero is left to decimal, because its scale depends on the digits of the other factor.
        var product = digits != default ? Fit(digits, left.Scale + right.Scale) : DecimalParts.None;
        return product.IsPlain ? product : DecimalParts.Of(left.ToDecimal() * right.ToDecimal());
    }

    /// <summary>Whether the product of this value and any decimal fits into 128 bits.</summary>
    private static bool IsFactor(DecimalParts value) => value.Low <= uint.MaxValue;

    /// <summary>Rounds a number, ties away from zero.</summary>
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

    /// <summary>
    /// Returns a number less than, equal to or greater than zero as <paramref name="left"/> is less than, equal to or greater than <paramref name="right"/>.
    /// </summary>
    public static int Compare(DecimalParts left, DecimalParts right)
    {
        if (!left.IsPlain || !right.IsPlain)
            return decimal.Compare(left.ToDecimal(), right.ToDecimal());
        var (first, second, _) = Align(left, right);
        return first.OrderTo(second); // `TooMany` is greater than the digits of any decimal.
    }

    /// <summary>Whether the sum fits into 128 bits.</summary>
    private static bool HaveRoom(WideDigits first, WideDigits second) => (first.High | second.High) <= long.MaxValue;

    /// <summary>Scales the digits of both to the larger of the two scales.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (WideDigits First, WideDigits Second, int Scale) Align(DecimalParts left, DecimalParts right)
    {
        var (first, second) = (left.Scale, right.Scale);
        if (first < second)
            return (PowerOfTen.Multiply(left.Digits, second - first), right.Digits, second);
        return (left.Digits, first == second ? right.Digits : PowerOfTen.Multiply(right.Digits, first - second), first);
    }

    /// <summary>
    /// Makes a decimal of digits, rounded with ties to even to as many digits as a decimal holds. Returns <see cref="DecimalParts.None"/> when there is no
    /// such decimal, and in the rare cases that are left to <see cref="decimal"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DecimalParts Fit(WideDigits digits, int scale) =>
        digits.FitDecimal && scale <= DecimalParts.MostScale ? DecimalParts.Make(digits, scale) : Cut(digits, scale);

    private static DecimalParts Cut(WideDigits digits, int scale)
    {
        // At least this many digits have to go: 77 ÷ 256 ≈ log₁₀ 2.
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

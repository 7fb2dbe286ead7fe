using System.Runtime.CompilerServices;

namespace PolicyEngine.Decimals;

/// <summary>
/// Divides as <see cref="decimal"/> does: the quotient has as many digits as a decimal holds, the last one rounded with ties to even. Trailing zeros are
/// dropped, unless the digits divide without a remainder at once. Dividends of up to 96 bits by divisors of up to 32 bits are computed here; the rest falls
/// back to <see cref="decimal"/>.
/// </summary>
internal static class QuickQuotient
{
    private const int Step = 9; // The number of digits that can always be appended within 64 bits.

    private static readonly DecimalParts Hundred = DecimalParts.Of(100);

    private static readonly ulong[] Powers = [.. Enumerable.Range(0, Step + 1).Select(n => PowerOfTen.Of(n).Low)];

    /// <summary>For each n, the largest digits that leave room for n more digits within 96 bits.</summary>
    private static readonly WideDigits[] Limits = [.. Enumerable.Range(0, Step + 1).Select(n => PowerOfTen.Divide(new WideDigits(uint.MaxValue, ulong.MaxValue), n).Quotient)];

    /// <summary><c>left / right</c>.</summary>
    public static DecimalParts Divide(DecimalParts left, DecimalParts right) => DivideHere(left, right);

    /// <summary>The same, inlined into its caller.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DecimalParts DivideHere(DecimalParts left, DecimalParts right)
    {
        var quotient = left.IsShort && right.IsShort && right.Low - 1 < uint.MaxValue ? DivideShort(left.Low, right.Low, left.Scale - right.Scale) : DecimalParts.None;
        return quotient.IsPlain ? quotient : DivideAny(left, right);
    }

    private static DecimalParts DivideAny(DecimalParts left, DecimalParts right)
    {
        if (right == Hundred && left.IsPlain && left.Scale <= DecimalParts.MostScale - 2 && !IsMultipleOfTen(left.Digits))
            return DecimalParts.Make(left.Digits, left.Scale + 2); // Only the point moves; no digit is lost.
        var isLong = left.IsPlain && left.Digits.High != 0 && right.IsShort && right.Low - 1 < uint.MaxValue && left.Scale >= right.Scale;
        var quotient = isLong ? DivideLong(left.Digits, right.Low, left.Scale - right.Scale) : DecimalParts.None;
        return quotient.IsPlain ? quotient : DecimalParts.Of(left.ToDecimal() / right.ToDecimal());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DecimalParts DivideShort(ulong dividend, ulong by, int scale)
    {
        if (scale < 0)
        {
            var scaled = PowerOfTen.Multiply(new WideDigits(0, dividend), -scale);
            if (scaled.High != 0)
                return DecimalParts.None;
            (dividend, scale) = (scaled.Low, 0);
        }

        var (whole, rest) = Math.DivRem(dividend, by);
        return rest == 0 ? DecimalParts.Make(new WideDigits(0, whole), scale) : Extend(new WideDigits(0, whole), rest, by, ulong.MaxValue / by, scale);
    }

    /// <summary>Divides digits of up to 96 bits, 32 bits at a time as in long division on paper.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DecimalParts DivideLong(WideDigits dividend, ulong by, int scale)
    {
        var reciprocal = ulong.MaxValue / by;
        var high = DivRem(dividend.High, by, reciprocal, out var rest);
        var middle = DivRem((rest << 32) | (dividend.Low >> 32), by, reciprocal, out rest);
        var low = DivRem((rest << 32) | (uint)dividend.Low, by, reciprocal, out rest);
        var whole = new WideDigits(high, (middle << 32) | low);
        return rest == 0 ? DecimalParts.Make(whole, scale) : Extend(whole, rest, by, reciprocal, scale);
    }

    /// <summary>Divides by multiplying with the reciprocal, which is faster. The quotient is at most one too small and is corrected.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong DivRem(ulong dividend, ulong by, ulong reciprocal, out ulong rest)
    {
        var quotient = Math.BigMul(dividend, reciprocal, out _);
        rest = dividend - (quotient * by);
        if (rest < by)
            return quotient;
        rest -= by;
        return quotient + 1;
    }

    /// <summary>Appends digits to a quotient, up to nine at a time, while there is a remainder and room for more digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DecimalParts Extend(WideDigits digits, ulong rest, ulong by, ulong reciprocal, int scale)
    {
        while (Math.Min(RoomBehind(digits), DecimalParts.MostScale - scale) is var count && count > 0)
        {
            var next = DivRem(rest * Powers[count], by, reciprocal, out rest);
            if (rest == 0)
            {
                for (; next % 10 == 0; next /= 10)
                    count--;
                digits = (digits * Powers[count]) + next;
                return digits.FitDecimal ? DecimalParts.Make(digits, scale + count) : DecimalParts.None;
            }

            digits = (digits * Powers[count]) + next;
            scale += count;
        }

        var isRoundedUp = 2 * rest > by || (2 * rest == by && (digits.Low & 1) != 0);
        digits += isRoundedUp ? 1UL : 0;
        for (; scale > 0 && IsMultipleOfTen(digits); scale--)
            digits = PowerOfTen.Divide(digits, 1).Quotient;
        return digits.FitDecimal ? DecimalParts.Make(digits, scale) : DecimalParts.None; // Rounding up can exceed the greatest digits that fit.
    }

    /// <summary>Returns how many more digits fit within 96 bits, at most nine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int RoomBehind(WideDigits digits)
    {
        var certain = ((96 - digits.Bits) * 77) >> 8; // 77 ÷ 256 ≈ log₁₀ 2
        return certain >= Step ? Step : certain + (digits <= Limits[certain + 1] ? 1 : 0);
    }

    /// <summary>Whether the digits are a multiple of ten: even, and a multiple of five. The halves can be added modulo five because 2⁶⁴ mod 5 = 1.</summary>
    private static bool IsMultipleOfTen(WideDigits digits) => (digits.Low & 1) == 0 && ((digits.Low % 5) + (digits.High % 5)) % 5 == 0;
}

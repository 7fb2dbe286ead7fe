using System.Globalization;

namespace PolicyEngine.Decimals;

/// <summary>Reads and writes decimals exactly. A number that <see cref="decimal"/> would round, or silently turn into zero, is refused.</summary>
public static class ExactDecimal
{
    private const int MaxDigits = 28;
    private const decimal Least29Digits = 10_000_000_000_000_000_000_000_000_000m;
    private const uint LeastHighOf29Digits = 0x204FCE5E; // The high bits of the number above.

    /// <summary>Parses a number to exactly that decimal, with its scale normalised (<c>91.30</c> becomes <c>91.3</c>).</summary>
    /// <param name="text">
    /// A number in JSON's grammar, such as <c>-1.50e2</c>. The finer rules of the grammar, such as no leading zeros, are the caller's to check.
    /// </param>
    /// <param name="value">The exact value; 0 when the text is refused.</param>
    /// <returns>
    /// <see langword="false"/> if the text is not a number, needs more than 28 significant digits or 28 decimal places, or has more than 28 digits before the
    /// point.
    /// </returns>
    public static bool TryParse(ReadOnlySpan<char> text, out decimal value)
    {
        value = 0;
        var exponentAt = text.IndexOfAny('e', 'E');
        var mantissa = exponentAt < 0 ? text : text[..exponentAt];
        var exponent = 0;
        if (exponentAt >= 0 && !int.TryParse(text[(exponentAt + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
            return false;

        Span<char> digits = stackalloc char[MaxDigits];
        var count = 0;
        var scale = 0;
        var seenPoint = false;
        var pendingZeros = 0;
        var sawDigit = false;
        var negative = mantissa.Length > 0 && mantissa[0] == '-';
        foreach (var c in negative ? mantissa[1..] : mantissa)
        {
            if (c == '.' && !seenPoint)
            {
                seenPoint = true;
                continue;
            }

            if (!char.IsAsciiDigit(c))
                return false;

            sawDigit = true;
            if (seenPoint)
                scale++;

            if (c == '0')
            {
                // Zeros count only once a non-zero digit follows them.
                if (count > 0)
                    pendingZeros++;
                continue;
            }

            if (count + pendingZeros + 1 > MaxDigits)
                return false;
            digits.Slice(count, pendingZeros).Fill('0');
            count += pendingZeros;
            pendingZeros = 0;
            digits[count++] = c;
        }

        if (!sawDigit)
            return false;
        if (count == 0)
            return true;

        // value = digits × 10^(exponent − scale + pendingZeros)
        var power = (long)exponent - scale + pendingZeros;
        if (power < -MaxDigits || count + power > MaxDigits)
            return false;
        var unscaled = decimal.Parse(digits[..count], NumberStyles.None, CultureInfo.InvariantCulture);
        for (; power > 0; power--)
            unscaled *= 10;
        var bits = decimal.GetBits(unscaled);
        value = new decimal(bits[0], bits[1], bits[2], negative, (byte)-power);
        return true;
    }

    /// <summary>Returns the value without trailing zeros in its scale: <c>91.300</c> becomes <c>91.3</c>.</summary>
    /// <param name="value">Any decimal.</param>
    public static decimal Normalize(decimal value) => Normalize(DecimalParts.Of(value)).ToDecimal();

    /// <summary>Returns the value without trailing zeros in its scale.</summary>
    internal static DecimalParts Normalize(DecimalParts value)
    {
        if (!value.IsShort)
            return DecimalParts.Of(NormalizeAny(value.ToDecimal()));
        var (digits, scale) = (value.Low, value.Scale);
        while (scale > 0 && digits % 10 == 0)
            (digits, scale) = (digits / 10, scale - 1);
        return DecimalParts.Make(new WideDigits(0, digits), scale);
    }

    private static decimal NormalizeAny(decimal value)
    {
        var scale = value.Scale;
        if (scale == 0)
            return value;
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        if (bits[2] != 0)
            return value / 1.0000000000000000000000000000m; // The division drops trailing zeros, but it is slow.
        var digits = ((ulong)(uint)bits[1] << 32) | (uint)bits[0];
        var kept = scale;
        while (kept > 0 && digits % 10 == 0)
        {
            digits /= 10;
            kept--;
        }

        return kept == scale ? value : new decimal((int)digits, (int)(digits >> 32), 0, value < 0, kept);
    }

    /// <summary>
    /// Returns the value in the form that results carry: without trailing zeros, and with at most 28 digits, which is what <see cref="TryParse"/> reads back.
    /// A decimal can hold a 29th digit: the last, already rounded digit of a quotient. Whole numbers are returned unchanged.
    /// </summary>
    /// <param name="value">Any decimal.</param>
    public static decimal ToWire(decimal value)
    {
        var normal = Normalize(value);
        if (normal.Scale == 0)
            return normal;
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(normal, bits);
        if ((uint)bits[2] < LeastHighOf29Digits)
            return normal;
        var unscaled = new decimal(bits[0], bits[1], bits[2], isNegative: false, scale: 0);
        return unscaled >= Least29Digits ? Rounding.Round(normal, normal.Scale - 1) : normal;
    }

    /// <summary>Returns the shortest plain notation in the invariant culture, without an exponent or trailing zeros.</summary>
    /// <param name="value">Any decimal.</param>
    public static string ToText(decimal value) => Normalize(value).ToString(CultureInfo.InvariantCulture);
}

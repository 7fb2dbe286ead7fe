using System.Globalization;

namespace PolicyEngine.Decimals;

/// <summary>Writes decimals as UTF-8 without allocating.</summary>
internal static class DecimalText
{
    /// <summary>The greatest number of bytes that one number takes.</summary>
    public const int MaxLength = 32;

    private const uint LeastHighOf29Digits = 0x204FCE5E; // See ExactDecimal.ToWire.

    /// <summary>Writes the text that <see cref="ExactDecimal.ToText"/> returns.</summary>
    /// <param name="value">Any decimal.</param>
    /// <param name="to">The buffer, with room for at least <see cref="MaxLength"/> bytes.</param>
    /// <returns>The number of bytes written.</returns>
    public static int Write(decimal value, Span<byte> to)
    {
        var (parts, magnitude) = (DecimalParts.Of(value), DecimalParts.Of(value).Magnitude);
        return magnitude.IsShort ? WriteShort(magnitude, parts != magnitude, to) : WriteLong(value, to);
    }

    /// <summary>Writes the number in the form that results carry; see <see cref="ExactDecimal.ToWire"/>.</summary>
    /// <param name="value">Any decimal.</param>
    /// <param name="to">The buffer, with room for at least <see cref="MaxLength"/> bytes.</param>
    /// <returns>The number of bytes written.</returns>
    public static int WriteWire(DecimalParts value, Span<byte> to)
    {
        var magnitude = value.Magnitude;
        if (magnitude.IsShort)
            return WriteShort(magnitude, value != magnitude, to);
        var isExact = magnitude.IsPlain && magnitude.Digits.High < LeastHighOf29Digits;
        return WriteLong(isExact ? value.ToDecimal() : ExactDecimal.ToWire(value.ToDecimal()), to);
    }

    /// <summary>Writes a number whose digits fit into 64 bits.</summary>
    private static int WriteShort(DecimalParts magnitude, bool isNegative, Span<byte> to)
    {
        var (digits, scale) = (magnitude.Low, magnitude.Scale);
        for (; scale > 0 && digits % 10 == 0; scale--)
            digits /= 10;
        if (isNegative && digits != 0)
        {
            to[0] = (byte)'-';
            return 1 + WriteShort(digits, scale, to[1..]);
        }

        return WriteShort(digits, scale, to);
    }

    private static int WriteShort(ulong digits, int scale, Span<byte> to)
    {
        if (scale == 0)
        {
            digits.TryFormat(to, out var length, default, CultureInfo.InvariantCulture);
            return length;
        }

        // Leave the first byte free. The digits before the point then move one byte to the left, which makes room for the point.
        digits.TryFormat(to[1..], out var count, default, CultureInfo.InvariantCulture);
        var whole = count - scale;
        if (whole <= 0)
            return PutZerosBefore(to, count, scale);
        for (var i = 0; i < whole; i++)
            to[i] = to[i + 1];
        to[whole] = (byte)'.';
        return count + 1;
    }

    /// <summary>
    /// Writes <c>0.</c> and as many zeros as needed before <paramref name="count"/> digits that start at the second byte; returns the length of the whole.
    /// </summary>
    private static int PutZerosBefore(Span<byte> to, int count, int scale)
    {
        to.Slice(1, count).CopyTo(to[(2 + scale - count)..]);
        to[..(2 + scale - count)].Fill((byte)'0');
        to[1] = (byte)'.';
        return 2 + scale;
    }

    private static int WriteLong(decimal value, Span<byte> to)
    {
        value.TryFormat(to, out var length, default, CultureInfo.InvariantCulture);
        return to[..length].Contains((byte)'.') ? to[..length].TrimEnd((byte)'0').TrimEnd((byte)'.').Length : length;
    }
}

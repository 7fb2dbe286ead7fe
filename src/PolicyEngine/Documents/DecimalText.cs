using System.Globalization;

namespace PolicyEngine.Documents;

/// <summary>Writes decimals as UTF-8 without allocating.</summary>
internal static class DecimalText
{
    /// <summary>Most bytes that one number takes.</summary>
    public const int MaxLength = 32;

    private const uint LeastHighOf29Digits = 0x204FCE5E; // See ExactDecimal.ToWire.

    /// <summary>Writes what <see cref="ExactDecimal.ToText"/> gives.</summary>
    /// <param name="value">Any decimal.</param>
    /// <param name="to">Has room for <see cref="MaxLength"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Write(decimal value, Span<byte> to)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        return bits[2] == 0 ? WriteShort(bits, to) : WriteLong(value, to);
    }

    /// <summary>Writes the number as results carry it: see <see cref="ExactDecimal.ToWire"/>.</summary>
    /// <param name="value">Any decimal.</param>
    /// <param name="to">Has room for <see cref="MaxLength"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    public static int WriteWire(decimal value, Span<byte> to)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        if (bits[2] == 0)
            return WriteShort(bits, to);
        return WriteLong((uint)bits[2] < LeastHighOf29Digits ? value : ExactDecimal.ToWire(value), to);
    }

    /// <summary>A number whose digits fit into 64 bits.</summary>
    private static int WriteShort(ReadOnlySpan<int> bits, Span<byte> to)
    {
        var digits = ((ulong)(uint)bits[1] << 32) | (uint)bits[0];
        var scale = (bits[3] >> 16) & 0xFF;
        while (scale > 0 && digits % 10 == 0)
        {
            digits /= 10;
            scale = digits == 0 ? 0 : scale - 1;
        }

        var at = 0;
        if (bits[3] < 0 && digits != 0)
            to[at++] = (byte)'-';
        Span<byte> text = stackalloc byte[MaxLength];
        digits.TryFormat(text, out var count, default, CultureInfo.InvariantCulture);
        if (scale == 0)
        {
            text[..count].CopyTo(to[at..]);
            return at + count;
        }

        // As many zeros before the digits as it takes to have one before the point.
        var zeros = Math.Max(scale + 1 - count, 0);
        text[..count].CopyTo(text[zeros..]);
        text[..zeros].Fill((byte)'0');
        var whole = zeros + count - scale;
        text[..whole].CopyTo(to[at..]);
        at += whole;
        to[at++] = (byte)'.';
        text.Slice(whole, scale).CopyTo(to[at..]);
        return at + scale;
    }

    private static int WriteLong(decimal value, Span<byte> to)
    {
        value.TryFormat(to, out var length, default, CultureInfo.InvariantCulture);
        return to[..length].Contains((byte)'.') ? to[..length].TrimEnd((byte)'0').TrimEnd((byte)'.').Length : length;
    }
}

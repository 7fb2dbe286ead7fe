using System.Runtime.InteropServices;
using System.Text;
using PolicyEngine.Documents;

namespace PolicyEngine.Facts;

/// <summary>Reads numbers exactly.</summary>
internal static class FactNumber
{
    private const int MostDigits = 28;
    private const int MostFast = 19;

    /// <summary>Whether a number can be held without looking at its value: 28 characters without an exponent are at most 28 digits.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> json) => json.Length <= MostDigits && !json.ContainsAny((byte)'e', (byte)'E');

    /// <summary>Reads a number.</summary>
    /// <param name="json">A number in JSON's grammar.</param>
    /// <param name="value">The exact value.</param>
    /// <returns><see langword="false"/> when it needs more than 28 significant digits.</returns>
    public static bool TryRead(ReadOnlySpan<byte> json, out decimal value)
    {
        if (TryReadShort(json, out var number))
        {
            value = number.ToDecimal();
            return true;
        }

        if (IsPlain(json) && decimal.TryParse(json, System.Globalization.NumberStyles.AllowLeadingSign | System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out value))
            return true;
        return ExactDecimal.TryParse(Encoding.ASCII.GetString(json), out value);
    }

    /// <summary>Reads a number of at most nineteen characters without an exponent: its digits fit into 64 bits.</summary>
    /// <param name="json">A number in JSON's grammar.</param>
    /// <param name="number">Its digits.</param>
    public static bool TryReadShort(ReadOnlySpan<byte> json, out ShortNumber number)
    {
        number = default;
        if (json.Length > MostFast)
            return false;
        ulong digits = 0;
        var scale = -1;
        var negative = json[0] == (byte)'-';
        for (var i = negative ? 1 : 0; i < json.Length; i++)
        {
            var digit = (uint)(json[i] - '0');
            if (digit <= 9)
            {
                digits = (digits * 10) + digit;
                scale += scale >= 0 ? 1 : 0;
            }
            else if (json[i] == (byte)'.')
            {
                scale = 0;
            }
            else
            {
                return false; // An exponent.
            }
        }

        number = new ShortNumber(digits, (byte)Math.Max(scale, 0), negative && digits != 0);
        return true;
    }
}

/// <summary>A number whose digits fit into 64 bits.</summary>
/// <param name="Digits">The digits without the point.</param>
/// <param name="Scale">How many of them stand behind the point.</param>
/// <param name="IsNegative">Whether it is less than zero.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ShortNumber(ulong Digits, byte Scale, bool IsNegative)
{
    /// <summary>The number.</summary>
    public decimal ToDecimal() => new((int)Digits, (int)(Digits >> 32), 0, IsNegative, Scale);
}

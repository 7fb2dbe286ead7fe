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
        if (json.Length <= MostFast && TryReadShort(json, out value))
            return true;
        if (IsPlain(json) && decimal.TryParse(json, System.Globalization.NumberStyles.AllowLeadingSign | System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out value))
            return true;
        return ExactDecimal.TryParse(Encoding.ASCII.GetString(json), out value);
    }

    /// <summary>Nineteen characters at most fit into 64 bits.</summary>
    private static bool TryReadShort(ReadOnlySpan<byte> json, out decimal value)
    {
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
                value = 0;
                return false; // An exponent.
            }
        }

        value = new decimal((int)digits, (int)(digits >> 32), 0, negative && digits != 0, (byte)Math.Max(scale, 0));
        return true;
    }
}

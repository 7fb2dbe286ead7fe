using System.Text;
using PolicyEngine.Decimals;

namespace PolicyEngine.Facts;

/// <summary>Reads the numbers of facts exactly.</summary>
internal static class FactNumber
{
    private const int MostDigits = 28;
    private const int MostFast = 19;

    /// <summary>
    /// Whether a number can certainly be represented, judged by its length alone: 28 characters without an exponent hold at most 28 digits.
    /// </summary>
    public static bool IsPlain(ReadOnlySpan<byte> json) => json.Length <= MostDigits && !json.ContainsAny((byte)'e', (byte)'E');

    /// <summary>Reads a number.</summary>
    /// <param name="json">A number in JSON's grammar.</param>
    /// <param name="value">The exact value.</param>
    /// <returns><see langword="false"/> if the number needs more than 28 significant digits or decimal places, or is 10^28 or more.</returns>
    public static bool TryRead(ReadOnlySpan<byte> json, out decimal value)
    {
        if (ReadShort(json) is var number && number != DecimalParts.None)
        {
            value = number.ToDecimal();
            return true;
        }

        if (IsPlain(json) && decimal.TryParse(json, System.Globalization.NumberStyles.AllowLeadingSign | System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out value))
            return true;
        return ExactDecimal.TryParse(Encoding.ASCII.GetString(json), out value);
    }

    /// <summary>
    /// Reads a number of at most 19 characters without an exponent; its digits fit into 64 bits. Returns <see cref="DecimalParts.None"/> for any other
    /// number.
    /// </summary>
    /// <param name="json">A number in JSON's grammar.</param>
    public static DecimalParts ReadShort(ReadOnlySpan<byte> json)
    {
        if (json.Length > MostFast)
            return DecimalParts.None;
        ulong digits = 0;
        var point = json.Length - 1;
        var isNegative = json[0] == (byte)'-';
        for (var i = isNegative ? 1 : 0; i < json.Length; i++)
        {
            var digit = (uint)(json[i] - '0');
            if (digit <= 9)
                digits = (digits * 10) + digit;
            else if (json[i] == (byte)'.')
                point = i;
            else
                return DecimalParts.None; // An exponent.
        }

        return DecimalParts.OfShort(digits, json.Length - 1 - point, isNegative && digits != 0);
    }
}

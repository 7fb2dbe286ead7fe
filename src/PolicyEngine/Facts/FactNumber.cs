using System.Text;
using PolicyEngine.Decimals;

namespace PolicyEngine.Facts;

/// <summary>Reads numbers exactly.</summary>
internal static class FactNumber
{
    private const int MostDigits = 28;
    private const int MostFast = 19;

    /// <summary>Whether a number can be represented, without looking at its value: 28 characters without an exponent are at most 28 digits.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> json) => json.Length <= MostDigits && !json.ContainsAny((byte)'e', (byte)'E');

    /// <summary>Reads a number.</summary>
    /// <param name="json">A number in JSON's grammar.</param>
    /// <param name="value">The exact value.</param>
    /// <returns><see langword="false"/> if it needs more than 28 significant digits.</returns>
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

    /// <summary>Reads a number of at most nineteen characters without an exponent, whose digits fit into 64 bits. None for other numbers.</summary>
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

using System.Text.Json;
using System.Text.Json.Serialization;
using PolicyEngine.Documents;
using PolicyEngine.Scoring;

namespace PolicyApi.Platform.Json;

/// <summary>Writes decimals without trailing zeros (91.3, never 91.300) and reads them without rounding.</summary>
internal sealed class DecimalConverter : JsonConverter<decimal>
{
    private const decimal Least29Digits = 10_000_000_000_000_000_000_000_000_000m;

    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.Number)
            throw new JsonException("expected a number.");
        var text = reader.HasValueSequence
            ? System.Text.Encoding.UTF8.GetString(System.Buffers.BuffersExtensions.ToArray(reader.ValueSequence))
            : System.Text.Encoding.UTF8.GetString(reader.ValueSpan);
        return ExactDecimal.TryParse(text, out var value)
            ? value
            : throw new JsonException("expected a number of at most 28 digits.");
    }

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(ToWire(value));

    /// <summary>
    /// The value without trailing zeros and with at most the 28 digits that this service also reads. A decimal holds a 29th
    /// now and then: the last, already rounded digit of a division, in the values that a reason lists.
    /// </summary>
    /// <param name="value">Any decimal.</param>
    public static decimal ToWire(decimal value)
    {
        var normal = ExactDecimal.Normalize(value);
        var bits = decimal.GetBits(normal);
        var unscaled = new decimal(bits[0], bits[1], bits[2], isNegative: false, scale: 0);
        return unscaled >= Least29Digits && normal.Scale > 0 ? Rounding.Round(normal, normal.Scale - 1) : normal;
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;
using PolicyEngine.Decimals;

namespace PolicyApi.Platform.Json;

/// <summary>Writes decimals without trailing zeros (91.3, never 91.300) and reads them without rounding.</summary>
internal sealed class DecimalConverter : JsonConverter<decimal>
{
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
        writer.WriteNumberValue(ExactDecimal.ToWire(value));
}

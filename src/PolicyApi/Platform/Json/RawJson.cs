using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyApi.Platform.Json;

/// <summary>JSON text that is returned as stored, byte for byte.</summary>
/// <param name="Utf8">One well-formed JSON value in UTF-8.</param>
public readonly record struct RawJson(ReadOnlyMemory<byte> Utf8);

/// <summary>Writes <see cref="RawJson"/> unchanged.</summary>
internal sealed class RawJsonConverter : JsonConverter<RawJson>
{
    public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return new RawJson(JsonSerializer.SerializeToUtf8Bytes(document.RootElement));
    }

    // No validation: the text was checked when it was read, and is stored under its hash.
    public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
}

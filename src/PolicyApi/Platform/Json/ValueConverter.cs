using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using PolicyEngine.Decimals;

namespace PolicyApi.Platform.Json;

/// <summary>Converts the values that rules read and return: decimals, texts, booleans, dates (<c>YYYY-MM-DD</c>) and lists of these.</summary>
internal sealed class ValueConverter : JsonConverter<object>
{
    public override object? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number => JsonSerializer.Deserialize<decimal>(ref reader, options),
        JsonTokenType.StartArray => ReadList(ref reader, options),
        _ => throw new JsonException("expected a single value or a list of values."),
    };

    public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case decimal number:
                writer.WriteNumberValue(ExactDecimal.ToWire(number));
                break;
            case int or long:
                writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool truth:
                writer.WriteBooleanValue(truth);
                break;
            case DateTime date:
                writer.WriteStringValue(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case DateOnly date:
                writer.WriteStringValue(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case IEnumerable list:
                WriteList(writer, list, options);
                break;
            default:
                throw new JsonException($"a value of type `{value.GetType().Name}` has no place in a result.");
        }
    }

    private void WriteList(Utf8JsonWriter writer, IEnumerable list, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var item in list)
            Write(writer, item!, options);
        writer.WriteEndArray();
    }

    private List<object?> ReadList(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        var items = new List<object?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            items.Add(Read(ref reader, typeof(object), options));
        return items;
    }
}

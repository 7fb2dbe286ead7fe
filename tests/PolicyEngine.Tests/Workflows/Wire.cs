using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PolicyEngine.Decimals;
using PolicyEngine.Documents;

namespace PolicyEngine.Tests.Workflows;

/// <summary>Answers as the service serializes them from objects.</summary>
internal static class Wire
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new Values(), new Decimals(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NameLanguages } },
    };

    public static string Text<T>(T value) => JsonSerializer.Serialize(value, Options);

    private static void NameLanguages(JsonTypeInfo info)
    {
        foreach (var property in info.Properties.Where(p => info.Type == typeof(LocalizedText) && string.Equals(p.Name, "zhCn", StringComparison.Ordinal)))
            property.Name = "zh-CN";
    }

    private sealed class Decimals : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteNumberValue(ExactDecimal.ToWire(value));
    }

    private sealed class Values : JsonConverter<object>
    {
        public override object Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options)
        {
            switch (value)
            {
                case decimal number:
                    writer.WriteNumberValue(ExactDecimal.ToWire(number));
                    break;
                case string text:
                    writer.WriteStringValue(text);
                    break;
                case bool flag:
                    writer.WriteBooleanValue(flag);
                    break;
                case DateTime date:
                    writer.WriteStringValue(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                    break;
                default:
                    writer.WriteStartArray();
                    foreach (var item in (Array)value)
                        Write(writer, item!, options);
                    writer.WriteEndArray();
                    break;
            }
        }
    }
}

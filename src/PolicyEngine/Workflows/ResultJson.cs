using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using PolicyEngine.Documents;
using PolicyEngine.Expressions;

namespace PolicyEngine.Workflows;

/// <summary>Single values and lists in the JSON of results.</summary>
internal static class ResultJson
{
    /// <summary>Answers are JSON, not HTML: Chinese text stays readable.</summary>
    public static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>Writers of results, used again.</summary>
    public static Pool<Utf8JsonWriter> Writers { get; } = new(() => new Utf8JsonWriter(Stream.Null, new JsonWriterOptions { Encoder = Encoder }));

    /// <summary>Writes the value in a slot.</summary>
    public static void Write(Utf8JsonWriter json, FrameSlot slot, EvaluationFrame frame)
    {
        switch (slot)
        {
            case NumberSlot:
                json.WriteNumberValue(ExactDecimal.ToWire(frame.Numbers[slot.Index]));
                break;
            case ScalarSlot { Type: var type } when type == typeof(bool):
                json.WriteBooleanValue(frame.Scalars[slot.Index] != 0);
                break;
            case ScalarSlot { Type: var type } when type != typeof(DateTime):
                json.WriteNumberValue(frame.Scalars[slot.Index]);
                break;
            default:
                Write(json, OutputValues.Normalize(slot.Read(frame)));
                break;
        }
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case decimal number:
                json.WriteNumberValue(ExactDecimal.ToWire(number));
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case DateTime date:
                json.WriteStringValue(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case Array list:
                json.WriteStartArray();
                foreach (var item in list)
                    Write(json, item);
                json.WriteEndArray();
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }
}

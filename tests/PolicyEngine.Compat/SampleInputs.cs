using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyEngine.Compat;

/// <summary>Brings the inputs of a case into the form of facts.</summary>
internal static class SampleInputs
{
    /// <summary>Dates with a time of midnight become plain dates, as Newtonsoft would make <c>DateTime</c> values of them.</summary>
    public static JsonObject Normalize(JsonObject inputs) => (JsonObject)Convert(inputs)!;

    private static JsonNode? Convert(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Select(m => KeyValuePair.Create(m.Key, Convert(m.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Convert)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => JsonValue.Create(Date(value.GetValue<string>())),
        _ => node?.DeepClone(),
    };

    private static string Date(string text) =>
        text.Length >= 19 && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time) && time.TimeOfDay == TimeSpan.Zero
            ? time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : text;
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyEngine.Compat;

/// <summary>Brings the inputs of a case into the form of facts.</summary>
internal static class SampleInputs
{
    /// <summary>Dates with a time of midnight become plain dates, as Newtonsoft would make <c>DateTime</c> values of them.</summary>
    public static JsonObject Normalize(JsonObject inputs) => (JsonObject)Convert(inputs)!;

    /// <summary>Every date with a time becomes a plain date.</summary>
    public static JsonObject WithoutTimes(JsonObject inputs) => (JsonObject)Convert(inputs, alsoTimes: true)!;

    /// <summary>Whether a list has <c>null</c> or values of different kinds among its items, which no schema describes.</summary>
    public static bool HasMixedList(JsonNode? node) => node switch
    {
        JsonObject map => map.Any(m => HasMixedList(m.Value)),
        JsonArray list => list.Any(HasMixedList) || list.Contains(null) || list.Select(i => i!.GetValueKind() is JsonValueKind.False ? JsonValueKind.True : i.GetValueKind()).Distinct().Count() > 1,
        _ => false,
    };

    private static JsonNode? Convert(JsonNode? node, bool alsoTimes = false) => node switch
    {
        JsonObject map => new JsonObject(map.Select(m => KeyValuePair.Create(m.Key, Convert(m.Value, alsoTimes)))),
        JsonArray list => new JsonArray([.. list.Select(i => Convert(i, alsoTimes))]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => JsonValue.Create(Date(value.GetValue<string>(), alsoTimes)),
        _ => node?.DeepClone(),
    };

    private static string Date(string text, bool alsoTimes) =>
        text.Length >= 19 && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time) && (alsoTimes || time.TimeOfDay == TimeSpan.Zero)
            ? time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : text;
}

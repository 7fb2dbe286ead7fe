using System.Globalization;
using System.Text.Json;

namespace PolicyEngine.Compat;

/// <summary>Compares values of ours with the JSON of a case, and of RulesEngine.</summary>
internal static class Values
{
    /// <summary>Whether a value is what JSON says; numbers to twelve places, as one side may have computed with doubles.</summary>
    public static bool AreEqual(object? value, JsonElement? expected) => (value, expected?.ValueKind ?? JsonValueKind.Null) switch
    {
        (null, JsonValueKind.Null) => true,
        (decimal number, JsonValueKind.Number) => expected!.Value.TryGetDecimal(out var exact) && AreClose(number, exact),
        (string text, JsonValueKind.String) => string.Equals(text, expected!.Value.GetString(), StringComparison.Ordinal),
        (bool flag, JsonValueKind.True or JsonValueKind.False) => flag == expected!.Value.GetBoolean(),
        (DateTime date, JsonValueKind.String) => DateTime.TryParse(expected!.Value.GetString(), CultureInfo.InvariantCulture, out var other) && date == other,
        (Array items, JsonValueKind.Array) => items.Length == expected!.Value.GetArrayLength() && items.Cast<object>().Zip(expected.Value.EnumerateArray()).All(p => AreEqual(p.First, p.Second)),
        (IReadOnlyDictionary<string, object?> map, JsonValueKind.Object) =>
            map.Keys.All(name => expected!.Value.TryGetProperty(name, out _)) && expected!.Value.EnumerateObject().All(m => AreEqual(map.GetValueOrDefault(m.Name), m.Value)),
        _ => false,
    };

    /// <summary>Whether two JSON values say the same.</summary>
    public static bool AreSame(JsonElement? value, JsonElement expected) => value is not { } given
        ? expected.ValueKind == JsonValueKind.Null
        : (given.ValueKind, expected.ValueKind) switch
        {
            (JsonValueKind.Number, JsonValueKind.Number) => given.TryGetDecimal(out var left) && expected.TryGetDecimal(out var right) && AreClose(left, right),
            (JsonValueKind.Array, JsonValueKind.Array) => given.GetArrayLength() == expected.GetArrayLength() && given.EnumerateArray().Zip(expected.EnumerateArray()).All(p => AreSame(p.First, p.Second)),
            (JsonValueKind.Object, JsonValueKind.Object) => expected.EnumerateObject().All(m => given.TryGetProperty(m.Name, out var member) && AreSame(member, m.Value)),
            _ => JsonElement.DeepEquals(given, expected),
        };

    /// <summary>A value in words, for people.</summary>
    public static string Words(object? value) => value is IReadOnlyDictionary<string, object?> or Array ? JsonSerializer.Serialize(value) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "null";

    private static bool AreClose(decimal left, decimal right) => Math.Abs(left - right) <= 1e-12m * Math.Max(1, Math.Abs(right));
}

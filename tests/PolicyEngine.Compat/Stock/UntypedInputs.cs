using System.Dynamic;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyEngine.Compat.Stock;

/// <summary>Inputs as RulesEngine's callers mostly give them: <see cref="ExpandoObject"/>, as Newtonsoft would read them.</summary>
internal static class UntypedInputs
{
    private static readonly string[] Times = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK"];

    /// <summary>The inputs of a case.</summary>
    /// <param name="inputs">A member per input.</param>
    /// <param name="exact">Whether numbers with a fraction become decimals instead of doubles.</param>
    public static IReadOnlyList<(string Name, object? Value)> Of(JsonObject inputs, bool exact = false) => [.. inputs.Select(i => (i.Key, ToValue(i.Value, exact)))];

    private static object? ToValue(JsonNode? node, bool exact) => node switch
    {
        JsonObject map => ToExpando(map, exact),
        JsonArray list => list.Select(i => ToValue(i, exact)).ToList(),
        JsonValue value => value.GetValueKind() switch
        {
            JsonValueKind.String => ToText(value.GetValue<string>()),
            JsonValueKind.Number => ToNumber(value.ToJsonString(), exact),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        },
        _ => null,
    };

    private static ExpandoObject ToExpando(JsonObject map, bool exact)
    {
        IDictionary<string, object?> expando = new ExpandoObject();
        foreach (var (name, value) in map)
            expando[name] = ToValue(value, exact);
        return (ExpandoObject)expando;
    }

    private static object ToText(string text) =>
        DateTime.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time) ? time : text;

    private static object ToNumber(string text, bool exact)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return whole;
        return exact && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.Parse(text, CultureInfo.InvariantCulture);
    }
}

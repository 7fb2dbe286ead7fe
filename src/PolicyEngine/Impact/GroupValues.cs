using System.Text.Json;
using PolicyEngine.Documents;

namespace PolicyEngine.Impact;

/// <summary>Reads the values that group subjects from the facts as posted.</summary>
internal static class GroupValues
{
    private const string Missing = "(missing)";

    /// <summary>
    /// Returns the values in the order of the fields. Texts are returned as they are, other values as JSON, and <c>(missing)</c> where there is none.
    /// </summary>
    /// <param name="facts">One JSON object in UTF-8 that a model has accepted.</param>
    /// <param name="fields">The pointers of the fields.</param>
    public static IReadOnlyList<string> Of(ReadOnlySpan<byte> facts, IEnumerable<string> fields)
    {
        var pointers = fields.ToList();
        if (pointers.Count == 0)
            return [];
        var text = facts.StartsWith("\uFEFF"u8) ? facts[3..] : facts;
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = EngineLimits.DeepestJson });
        using var document = JsonDocument.ParseValue(ref reader);
        return [.. pointers.Select(p => ValueAt(document.RootElement, p))];
    }

    private static string ValueAt(JsonElement root, string pointer)
    {
        var element = root;
        foreach (var token in JsonPointer.Split(pointer))
        {
            if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty(token, out var member))
                element = member;
            else
                return Missing;
        }

        var text = element.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.Undefined => Missing,
            JsonValueKind.String => element.GetString()!,
            _ => element.GetRawText(),
        };
        return text.Length > ImpactLimits.MaxValueLength ? text[..ImpactLimits.MaxValueLength] + "…" : text;
    }
}

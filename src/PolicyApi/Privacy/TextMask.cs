using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyEngine.Documents;

namespace PolicyApi.Privacy;

/// <summary>Masks personal texts wherever a part of an answer repeats them, such as a name in a sentence.</summary>
/// <param name="texts">The texts that were masked in the facts.</param>
/// <param name="pointers">Receives pointers to the masked values.</param>
internal sealed class TextMask(IReadOnlySet<string> texts, List<string> pointers)
{
    /// <summary>Masks a part of an answer and everything in it, in place.</summary>
    public void Apply(JsonNode part, string pointer)
    {
        switch (part)
        {
            case JsonObject value:
                foreach (var name in value.Select(m => m.Key).ToList())
                {
                    if (Below(value[name], JsonPointer.Append(pointer, name)) is { } masked)
                        value[name] = masked;
                }

                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    if (Below(items[i], JsonPointer.Append(pointer, i.ToString(CultureInfo.InvariantCulture))) is { } masked)
                        items[i] = masked;
                }

                break;
        }
    }

    // Returns the replacement for a value; null if it can stay.
    private JsonValue? Below(JsonNode? value, string pointer)
    {
        if (value is null)
            return null;
        if (value.GetValueKind() != JsonValueKind.String)
        {
            Apply(value, pointer);
            return null;
        }

        var text = value.GetValue<string>();
        var masked = texts.Aggregate(text, (t, personal) => t.Replace(personal, FactsMask.Mask, StringComparison.Ordinal));
        if (string.Equals(text, masked, StringComparison.Ordinal))
            return null;
        pointers.Add(pointer);
        return JsonValue.Create(masked);
    }
}

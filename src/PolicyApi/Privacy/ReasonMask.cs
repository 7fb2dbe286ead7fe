using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyEngine.Documents;

namespace PolicyApi.Privacy;

/// <summary>Masks what the results of rules tell of personal data.</summary>
/// <param name="marks">What is personal.</param>
/// <param name="texts">Personal texts that were masked in the facts.</param>
/// <param name="pointers">Receives pointers to what was masked.</param>
internal sealed class ReasonMask(Marks marks, IReadOnlySet<string> texts, List<string> pointers)
{
    private static readonly string[] Telling = ["reason", "output", "fault"];

    /// <summary>Masks a part of an answer, with everything in it, in place.</summary>
    public void Apply(JsonNode part, string pointer)
    {
        switch (part)
        {
            case JsonObject value:
                Rule(value, pointer);
                foreach (var name in value.Select(m => m.Key).ToList())
                {
                    if (Below(value[name], JsonPointer.Append(pointer, name)) is { } masked)
                        value[name] = masked;
                }

                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    if (Below(items[i], JsonPointer.Append(pointer, i.ToString(System.Globalization.CultureInfo.InvariantCulture))) is { } masked)
                        items[i] = masked;
                }

                break;
        }
    }

    // A rule that read something hidden tells it in its words, and its output may be computed from it.
    private void Rule(JsonObject rule, string pointer)
    {
        if (rule["values"] is not JsonArray values)
            return;
        var hidden = values.OfType<JsonObject>().Where(v => marks.HidesPath((string?)v["path"] ?? string.Empty)).ToList();
        foreach (var value in hidden)
            value["value"] = FactsMask.Of(value["value"]);
        if (hidden.Count == 0)
            return;
        pointers.Add(pointer + "/values");
        foreach (var member in Telling.Where(m => rule[m] is not null))
        {
            rule[member] = Blank(rule[member]);
            pointers.Add(JsonPointer.Append(pointer, member));
        }
    }

    private static JsonNode? Blank(JsonNode? value) => value is JsonObject words
        ? new JsonObject(words.Select(w => KeyValuePair.Create(w.Key, Blank(w.Value))))
        : FactsMask.Of(value);

    // What is to stand in the place of a value; nothing when it can stay.
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

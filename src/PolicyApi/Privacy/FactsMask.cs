using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyEngine.Documents;
using PolicyEngine.Facts;

namespace PolicyApi.Privacy;

/// <summary>
/// Masks posted facts. Members that the model does not know are masked as well, because it is unknown what they contain.
/// </summary>
/// <param name="marks">The marks of personal data.</param>
/// <param name="ignored">Pointers to the members that the model did not know.</param>
/// <param name="ignoresAll">Whether there were too many of them to list, so that every undeclared member counts as unknown.</param>
internal sealed class FactsMask(Marks marks, IReadOnlySet<string> ignored, bool ignoresAll)
{
    /// <summary>The replacement for a masked text.</summary>
    public const string Mask = "***";

    // A shorter text would often occur by accident in unrelated texts.
    private const int ShortestText = 2;

    /// <summary>Pointers to the masked values, relative to the facts.</summary>
    public List<string> Pointers { get; } = [];

    /// <summary>The texts that were masked, so that they can be masked where reasons repeat them.</summary>
    public HashSet<string> Texts { get; } = new(StringComparer.Ordinal);

    /// <summary>Masks the facts in place.</summary>
    public void Apply(JsonObject facts) => Object(facts, marks.Roots, string.Empty);

    /// <summary>Returns the replacement for a masked value: a text for a text, otherwise <see langword="null"/>.</summary>
    public static JsonNode? Of(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String ? JsonValue.Create(Mask) : null;

    private void Object(JsonObject value, IReadOnlyList<FactSchema> schemas, string pointer)
    {
        foreach (var name in value.Select(m => m.Key).ToList())
        {
            var at = JsonPointer.Append(pointer, name);
            var field = Marks.Field(schemas, name);
            if (marks.Hides(field) || IsUnknown(at, field))
                value[name] = Hide(value[name], field, at);
            else
                Below(value[name], field, at);
        }
    }

    private void Below(JsonNode? value, IReadOnlyList<FactSchema> schemas, string pointer)
    {
        switch (value)
        {
            case JsonObject inner:
                Object(inner, schemas, pointer);
                break;
            case JsonArray items:
                List(items, Marks.Items(schemas), pointer);
                break;
        }
    }

    private void List(JsonArray items, IReadOnlyList<FactSchema> schemas, string pointer)
    {
        for (var i = 0; i < items.Count; i++)
        {
            var at = JsonPointer.Append(pointer, i.ToString(System.Globalization.CultureInfo.InvariantCulture));
            if (marks.Hides(schemas))
                items[i] = Hide(items[i], schemas, at);
            else
                Below(items[i], schemas, at);
        }
    }

    private bool IsUnknown(string pointer, IReadOnlyList<FactSchema> field) => ignored.Contains(pointer) || (ignoresAll && field.Count == 0);

    private JsonNode? Hide(JsonNode? value, IReadOnlyList<FactSchema> schemas, string pointer)
    {
        if (value is null)
            return null;
        Pointers.Add(pointer);
        Remember(value, schemas);
        return Of(value);
    }

    // Only texts that are themselves marked: in a list that is marked as a whole, other texts, such as a group's name, say nothing about anyone.
    private void Remember(JsonNode value, IReadOnlyList<FactSchema> schemas)
    {
        switch (value)
        {
            case JsonObject inner:
                foreach (var (name, member) in inner)
                {
                    if (member is not null)
                        Remember(member, Marks.Field(schemas, name));
                }

                break;
            case JsonArray items:
                foreach (var item in items.OfType<JsonNode>())
                    Remember(item, Marks.Items(schemas));
                break;
            default:
                if (value.GetValueKind() == JsonValueKind.String && marks.Hides(schemas) && value.GetValue<string>() is { Length: >= ShortestText } text)
                    Texts.Add(text);
                break;
        }
    }
}

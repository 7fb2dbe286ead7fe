using System.Text.Json.Nodes;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyApi.Privacy;

/// <summary>Masks the results of other policies that were posted among the facts, if those policies compute them from personal data.</summary>
/// <param name="marks">The marks of personal data.</param>
/// <param name="sources">What the policy that answered is computed from; <see langword="null"/> if that is not known.</param>
/// <param name="pointers">Receives pointers to the masked values.</param>
internal sealed class SectionMask(Marks marks, PolicySources? sources, List<string> pointers)
{
    /// <summary>Masks the facts in place.</summary>
    public void Apply(JsonObject facts)
    {
        foreach (var section in sources?.Sections ?? [])
        {
            if (facts[section] is { } results)
                Below(results, section, JsonPointer.Append("/facts", section));
        }
    }

    private void Below(JsonNode value, string path, string pointer)
    {
        switch (value)
        {
            case JsonObject members:
                foreach (var (name, member) in members.ToList())
                    Member(members, name, member, $"{path}.{name}", JsonPointer.Append(pointer, name));
                break;
            case JsonArray items:
                foreach (var (item, index) in items.Select((n, i) => (n, i)))
                {
                    if (item is JsonObject or JsonArray)
                        Below(item, path, JsonPointer.Append(pointer, index.ToString(System.Globalization.CultureInfo.InvariantCulture)));
                }

                break;
        }
    }

    private void Member(JsonObject owner, string name, JsonNode? value, string path, string pointer)
    {
        if (value is null)
            return;
        if (marks.HidesAny(sources!.Of(path)))
        {
            owner[name] = FactsMask.Of(value);
            pointers.Add(pointer);
        }
        else
        {
            Below(value, path, pointer);
        }
    }
}

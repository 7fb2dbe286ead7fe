using System.Globalization;
using System.Text.Json.Nodes;
using PolicyEngine.Documents;
using PolicyEngine.Workflows;

namespace PolicyApi.Privacy;

/// <summary>
/// Masks what the results of rules reveal about personal data: values, reasons, outputs and faults that are computed from it, through any number of
/// params, rules and policies. Outcomes are kept: they are the answer.
/// </summary>
/// <param name="marks">The marks of personal data.</param>
/// <param name="pointers">Receives pointers to the masked values.</param>
internal sealed class RuleMask(Marks marks, List<string> pointers)
{
    /// <summary>Masks the results of rules in place.</summary>
    /// <param name="rules">The results.</param>
    /// <param name="sources">What the rules are computed from; <see langword="null"/> if that is not known, so that everything is masked.</param>
    /// <param name="pointer">The pointer to the results.</param>
    public void Apply(JsonArray rules, IReadOnlyList<RuleSources>? sources, string pointer) => Apply(rules, sources, [], pointer);

    private void Apply(JsonArray rules, IReadOnlyList<RuleSources>? sources, IReadOnlyList<RuleSources> calls, string pointer)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            if (rules[i] is JsonObject rule)
                Rule(rule, SourcesOf(rule, i, sources, calls), JsonPointer.Append(pointer, i.ToString(CultureInfo.InvariantCulture)));
        }
    }

    // The results of called rules follow those of nested rules. If a result could belong to two rules, it is masked if either reveals personal data.
    private static List<RuleSources> SourcesOf(JsonObject rule, int index, IReadOnlyList<RuleSources>? sources, IReadOnlyList<RuleSources> calls)
    {
        if (sources is null)
            return [];
        var candidates = index < sources.Count ? [sources[index]] : calls;
        return [.. candidates.Where(c => string.Equals(c.Name, (string?)rule["name"], StringComparison.Ordinal))];
    }

    private void Rule(JsonObject rule, List<RuleSources> sources, string pointer)
    {
        Values(rule, sources, pointer);
        var hasFault = rule["fault"] is not null;
        if (Hides(sources, s => s.Words) || (hasFault && Hides(sources, s => s.WithAllBelow().SelectMany(b => b.Words))))
        {
            Blank(rule, "reason", pointer);
            Blank(rule, "fault", pointer);
        }

        if (Hides(sources, s => s.Output))
            Blank(rule, "output", pointer);
        if (rule["rules"] is JsonArray nested)
            Apply(nested, sources.Count == 0 ? null : sources[0].Rules, [.. sources.SelectMany(s => s.Calls)], pointer + "/rules");
    }

    private void Values(JsonObject rule, List<RuleSources> sources, string pointer)
    {
        if (rule["values"] is not JsonArray values)
            return;
        var hidden = values.OfType<JsonObject>().Where(v => Hides(sources, s => s.Values.GetValueOrDefault((string?)v["path"] ?? string.Empty) ?? s.Words)).ToList();
        foreach (var value in hidden)
            value["value"] = FactsMask.Of(value["value"]);
        if (hidden.Count > 0)
            pointers.Add(pointer + "/values");
    }

    private bool Hides(List<RuleSources> sources, Func<RuleSources, IEnumerable<string>> paths) =>
        sources.Count == 0 || sources.Exists(s => marks.HidesAny(paths(s)));

    private void Blank(JsonObject rule, string member, string pointer)
    {
        if (rule[member] is null)
            return;
        rule[member] = Blank(rule[member]);
        pointers.Add(JsonPointer.Append(pointer, member));
    }

    private static JsonNode? Blank(JsonNode? value) => value is JsonObject words
        ? new JsonObject(words.Select(w => KeyValuePair.Create(w.Key, string.Equals(w.Key, "code", StringComparison.Ordinal) ? w.Value?.DeepClone() : Blank(w.Value))))
        : FactsMask.Of(value);
}

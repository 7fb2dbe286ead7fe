using System.Globalization;
using System.Text.Json.Nodes;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyApi.Privacy;

/// <summary>
/// Masks the scores of a weighting policy where they reveal single personal values: indicators measured by them, goals, faults that contain a
/// value, and dimensions computed from them. Sums over indicators and averages of 360° feedback are kept: they are the answer.
/// </summary>
/// <param name="marks">The marks of personal data.</param>
/// <param name="pointers">Receives pointers to the masked values.</param>
internal sealed class ScoresMask(Marks marks, List<string> pointers)
{
    private static readonly string[] Periods = ["months", "quarters"];
    private static readonly string[] Measures = ["actual", "target", "ratio", "score", "contribution"];

    /// <summary>Masks scores in place.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="sources">What they are computed from; <see langword="null"/> if that is not known, so that all single values are masked.</param>
    /// <param name="pointer">The pointer to the scores.</param>
    public void Apply(JsonObject scores, PolicySources? sources, string pointer)
    {
        if (scores["dimensions"] is JsonArray dimensions)
            new RuleMask(marks, pointers).Apply(dimensions, sources?.Rules, pointer + "/dimensions");
        if (scores["kpi"] is JsonObject kpi)
            Kpi(kpi, sources, pointer + "/kpi");
        Goals(scores["goals"]?["items"] as JsonArray, sources, pointer + "/goals/items");
        Faults(scores["faults"] as JsonArray, sources, pointer + "/faults");
    }

    private void Kpi(JsonObject kpi, PolicySources? sources, string pointer)
    {
        Period(kpi["year"], sources, pointer + "/year");
        foreach (var name in Periods)
        {
            foreach (var (period, index) in (kpi[name] as JsonArray ?? []).Select((p, i) => (p, i)))
                Period(period, sources, string.Create(CultureInfo.InvariantCulture, $"{pointer}/{name}/{index}"));
        }
    }

    private void Period(JsonNode? period, PolicySources? sources, string pointer)
    {
        foreach (var (indicator, index) in (period?["indicators"] as JsonArray ?? []).Select((n, i) => (n as JsonObject, i)))
        {
            if (indicator is not null && HidesIndicator((string?)indicator["id"], sources))
                Hide(indicator, Measures, string.Create(CultureInfo.InvariantCulture, $"{pointer}/indicators/{index}"));
        }
    }

    private bool HidesIndicator(string? id, PolicySources? sources) =>
        sources?.Indicators.GetValueOrDefault(id ?? string.Empty) is not { } fields || marks.HidesAny(fields);

    private void Goals(JsonArray? items, PolicySources? sources, string pointer)
    {
        var goals = sources?.Goals;
        var members = new (string Name, string?[] Fields)[]
        {
            ("title", [goals?.Title]), ("weight", [goals?.Weight]), ("progress", [goals?.Progress]), ("contribution", [goals?.Weight, goals?.Progress]),
        };
        var hidden = members.Where(m => goals is null || marks.HidesAny(m.Fields.OfType<string>())).Select(m => m.Name).ToList();
        foreach (var (item, index) in (items ?? []).Select((n, i) => (n as JsonObject, i)))
        {
            if (item is not null)
                Hide(item, hidden, string.Create(CultureInfo.InvariantCulture, $"{pointer}/{index}"));
        }
    }

    // A fault may contain a value without saying which field it is from.
    private void Faults(JsonArray? faults, PolicySources? sources, string pointer)
    {
        string?[] goals = [sources?.Goals?.Weight, sources?.Goals?.Progress];
        var hides = sources is null || marks.HidesAny(sources.Indicators.Values.SelectMany(f => f).Concat(goals.OfType<string>()));
        foreach (var (fault, index) in (faults ?? []).Select((n, i) => (n as JsonObject, i)))
        {
            if (!hides || fault?["message"] is not JsonObject message)
                continue;
            fault["message"] = new JsonObject(message.Select(w => KeyValuePair.Create(w.Key, FactsMask.Of(w.Value))));
            pointers.Add(string.Create(CultureInfo.InvariantCulture, $"{pointer}/{index}/message"));
        }
    }

    private void Hide(JsonObject value, IEnumerable<string> members, string pointer)
    {
        foreach (var member in members.Where(m => value[m] is not null))
        {
            value[member] = FactsMask.Of(value[member]);
            pointers.Add(JsonPointer.Append(pointer, member));
        }
    }
}

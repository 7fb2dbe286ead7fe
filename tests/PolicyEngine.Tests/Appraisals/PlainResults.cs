using System.Text.Json.Nodes;
using PolicyEngine.Appraisals;
using PolicyEngine.Workflows;

namespace PolicyEngine.Tests.Appraisals;

/// <summary>Builds the results that one policy passes on to the next in the simple way, by names.</summary>
internal static class PlainResults
{
    public static JsonObject Of(WeightingResult scores)
    {
        var facts = new JsonObject
        {
            ["composite"] = scores.Composite,
            ["grade"] = scores.Grade,
            ["year"] = Period(scores.Kpi.Year, withIndex: false),
            ["quarters"] = new JsonArray([.. scores.Kpi.Quarters.Select(q => Period(q, withIndex: true))]),
            ["months"] = new JsonArray([.. scores.Kpi.Months.Select(m => Period(m, withIndex: true))]),
            ["competencies"] = new JsonObject(scores.Feedback360.Competencies.Select(c => KeyValuePair.Create(c.Id, (JsonNode?)c.Unrounded))),
            ["dimensions"] = new JsonObject(scores.Dimensions.Select(d => KeyValuePair.Create(d.Name, (JsonNode?)(decimal?)d.Output))),
        };
        foreach (var component in scores.Components)
            facts[component.Id] = component.Unrounded;
        return facts;
    }

    public static JsonObject Of(PolicyResult result) => new()
    {
        ["met"] = Truth(OutcomeLogic.Together(result.Rules)),
        ["rules"] = new JsonObject(Flat(result.Rules).Select(r => KeyValuePair.Create(r.Name, (JsonNode?)Truth(r.Outcome)))),
        ["outputs"] = new JsonObject(Flat(result.Rules).Where(r => r.Output is decimal).Select(r => KeyValuePair.Create(r.Name, (JsonNode?)(decimal)r.Output!))),
    };

    private static IEnumerable<RuleResult> Flat(IEnumerable<RuleResult> rules) => rules.SelectMany(r => Flat(r.Rules).Prepend(r));

    private static JsonObject Period(PeriodResult period, bool withIndex)
    {
        var facts = new JsonObject { ["score"] = period.Unrounded, ["grade"] = period.Grade };
        if (withIndex)
            facts["index"] = period.Index;
        foreach (var indicator in period.Indicators)
            facts[indicator.Id] = indicator.Unrounded;
        return facts;
    }

    private static bool? Truth(Outcome outcome) => outcome == Outcome.Undetermined ? null : outcome == Outcome.Met;
}

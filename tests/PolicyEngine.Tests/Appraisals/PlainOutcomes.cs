using System.Text.Json.Nodes;
using PolicyEngine.Appraisals;
using PolicyEngine.Tests.Workflows;
using PolicyEngine.Workflows;

namespace PolicyEngine.Tests.Appraisals;

/// <summary>
/// Builds the outcomes of an appraisal in the simple way: from the serialized objects, without reasons and without what the policy says for every subject.
/// </summary>
internal static class PlainOutcomes
{
    public static JsonObject Of(AppraisalResult result) => new()
    {
        ["subject"] = result.Subject.Id,
        ["scores"] = Scores(result.Scores),
        ["promotion"] = Rules(result.Promotion!),
        ["training"] = Rules(result.Training!),
        ["reward"] = Rules(result.Reward!),
    };

    private static JsonObject Scores(WeightingResult result)
    {
        var scores = JsonNode.Parse(Wire.Text(result))!.AsObject();
        scores.Remove("indicators");
        Without(scores["components"]!, "title", "weight");
        Without(scores["feedback360"]!["groups"]!, "title", "weight");
        Without(scores["feedback360"]!["competencies"]!, "title");
        foreach (var weight in new[] { "monthWeight", "quarterWeight", "yearWeight" })
            scores["kpi"]!.AsObject().Remove(weight);
        scores["dimensions"] = Outputs(result.Dimensions);
        return scores;
    }

    private static void Without(JsonNode list, params string[] members)
    {
        foreach (var item in list.AsArray())
        {
            foreach (var member in members)
                item!.AsObject().Remove(member);
        }
    }

    private static JsonObject Rules(PolicyResult result) => new()
    {
        ["met"] = Truth(OutcomeLogic.Together(result.Rules)),
        ["events"] = Texts(result.Events),
        ["rules"] = new JsonObject(Flat(result.Rules).Select(r => KeyValuePair.Create(r.Name, (JsonNode?)Truth(r.Outcome)))),
        ["outputs"] = Outputs(result.Rules),
        ["missing"] = Texts(result.Missing),
    };

    private static JsonObject Outputs(IEnumerable<RuleResult> rules) =>
        new(Flat(rules).Where(r => r.Output is not null).Select(r => KeyValuePair.Create(r.Name, JsonNode.Parse(Wire.Text(r.Output!)))));

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(t => (JsonNode)t)];

    private static IEnumerable<RuleResult> Flat(IEnumerable<RuleResult> rules) => rules.SelectMany(r => Flat(r.Rules).Prepend(r));

    private static bool? Truth(Outcome outcome) => outcome == Outcome.Undetermined ? null : outcome == Outcome.Met;
}

using System.Text.Json;

namespace PolicyEngine.Bench.Scheme.Hand;

/// <summary>Converts the engine's outcomes to the form of the hand-written program.</summary>
internal static class OurAnswer
{
    /// <summary>Reads the output of <c>SchemeAnswer.WriteOutcomes</c>; <see langword="null"/> if something is missing or cannot be computed.</summary>
    public static SchemeAnswer? Of(JsonElement written)
    {
        var scores = written.GetProperty("scores");
        var (kpi, feedback, goals) = (scores.GetProperty("kpi"), scores.GetProperty("feedback360"), scores.GetProperty("goals"));
        JsonElement[] rules = [.. Rules("promotion"), .. Rules("training"), .. Rules("reward")];
        var periods = Items(kpi, "months").Concat(Items(kpi, "quarters")).Append(kpi.GetProperty("year"));
        var isComplete = Items(scores, "missing").Length == 0
            && scores.GetProperty("dimensions").EnumerateObject().Count() == 6
            && Array.TrueForAll(rules, r => r.ValueKind != JsonValueKind.Null)
            && periods.SelectMany(p => Items(p, "indicators")).All(i => i.GetProperty("status").ValueEquals("scored"u8));
        if (!isComplete)
            return null;
        return new SchemeAnswer(
            written.GetProperty("subject").GetString()!,
            Number(scores, "composite"),
            scores.GetProperty("grade").GetString()!,
            [.. Items(scores, "components").Select(c => Number(c, "contribution"))],
            Kpi(kpi),
            new FeedbackAnswer(Number(feedback, "score"), [.. Items(feedback, "competencies").Select(Competency)]),
            [Number(goals, "score"), .. Items(goals, "items").Select(g => Number(g, "contribution"))],
            [.. scores.GetProperty("dimensions").EnumerateObject().Select(d => d.Value.GetDecimal())],
            Met(Rules("promotion")),
            Met(Rules("training")),
            [.. written.GetProperty("reward").GetProperty("outputs").EnumerateObject().Select(o => o.Value.GetDecimal())],
            Met(Rules("reward").Skip(8)));

        IEnumerable<JsonElement> Rules(string policy) => written.GetProperty(policy).GetProperty("rules").EnumerateObject().Select(r => r.Value);
    }

    private static KpiAnswer Kpi(JsonElement kpi) => new(
        Number(kpi, "score"),
        Number(kpi, "meanOfMonths"),
        Number(kpi, "meanOfQuarters"),
        [.. Items(kpi, "months").Select(Period)],
        [.. Items(kpi, "quarters").Select(Period)],
        Period(kpi.GetProperty("year")));

    private static PeriodAnswer Period(JsonElement period) =>
        new(Number(period, "score"), period.GetProperty("grade").GetString()!, [.. Items(period, "indicators").Select(Indicator)]);

    private static IndicatorAnswer Indicator(JsonElement indicator) => new(
        Optional(indicator, "actual"),
        Optional(indicator, "target"),
        Optional(indicator, "ratio"),
        Number(indicator, "score"),
        Number(indicator, "weight"),
        Number(indicator, "contribution"));

    private static CompetencyAnswer Competency(JsonElement competency) => new(
        Optional(competency, "score"), Optional(competency, "self"), [.. Items(competency, "groups").Select(g => Optional(g, "mean"))]);

    private static bool[] Met(IEnumerable<JsonElement> rules) => [.. rules.Select(r => r.GetBoolean())];

    private static JsonElement[] Items(JsonElement of, string name) => [.. of.GetProperty(name).EnumerateArray()];

    private static decimal Number(JsonElement of, string name) => of.GetProperty(name).GetDecimal();

    private static decimal? Optional(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value.GetDecimal() : null;
}

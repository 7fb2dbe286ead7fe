using PolicyEngine.Appraisals;
using PolicyEngine.Facts;
using PolicyEngine.Workflows;

namespace PolicyEngine.Policies;

/// <summary>
/// Turns what a policy answered into facts for the policies that read it. What is undetermined stays missing. Scores are
/// handed on unrounded, so that nothing is rounded twice and thresholds are compared with the exact value; the composite
/// is handed on as published, because that is what was graded.
/// </summary>
internal static class ResultFacts
{
    /// <summary>The facts of a weighting policy's answer.</summary>
    /// <param name="result">The answer.</param>
    /// <param name="shape">The shape of <see cref="ResultSchemas.OfWeighting"/>.</param>
    public static FactObject Of(WeightingResult result, FactShape shape)
    {
        var facts = new FactWriter(shape);
        facts.Set("composite", result.Composite);
        facts.Set("grade", result.Grade);
        foreach (var component in result.Components)
            facts.Set(component.Id, component.Unrounded);
        WritePeriod(facts.Nested("year"), result.Kpi.Year);
        facts.SetList("quarters", result.Kpi.Quarters, WritePeriod);
        facts.SetList("months", result.Kpi.Months, WritePeriod);
        var competencies = facts.Nested("competencies");
        foreach (var competency in result.Feedback360?.Competencies ?? [])
            competencies.Set(competency.Id, competency.Unrounded);
        WriteOutputs(facts.Nested("dimensions"), result.Dimensions);
        return facts.Facts;
    }

    /// <summary>The facts of a rule policy's answer.</summary>
    /// <param name="result">The answer.</param>
    /// <param name="shape">The shape of <see cref="ResultSchemas.OfRules"/>.</param>
    public static FactObject Of(PolicyResult result, FactShape shape)
    {
        var facts = new FactWriter(shape);
        facts.Set("met", Truth(OutcomeLogic.Together(result.Rules)));
        WriteRules(facts.Nested("rules"), result.Rules);
        WriteOutputs(facts.Nested("outputs"), result.Rules);
        return facts.Facts;
    }

    private static bool? Truth(Outcome outcome) => outcome == Outcome.Undetermined ? null : outcome == Outcome.Met;

    private static void WritePeriod(FactWriter facts, PeriodResult period)
    {
        facts.Set("index", (decimal)period.Index);
        facts.Set("score", period.Unrounded);
        facts.Set("grade", period.Grade);
        foreach (var indicator in period.Indicators)
            facts.Set(indicator.Id, indicator.Unrounded);
    }

    private static void WriteRules(FactWriter facts, IReadOnlyList<RuleResult> rules)
    {
        foreach (var rule in rules)
        {
            facts.Set(rule.Name, Truth(rule.Outcome));
            WriteRules(facts, rule.Rules);
        }
    }

    private static void WriteOutputs(FactWriter facts, IReadOnlyList<RuleResult> rules)
    {
        foreach (var rule in rules)
        {
            facts.Set(rule.Name, rule.Output);
            WriteOutputs(facts, rule.Rules);
        }
    }
}

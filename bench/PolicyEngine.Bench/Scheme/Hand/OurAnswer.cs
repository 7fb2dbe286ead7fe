using PolicyEngine.Appraisals;
using PolicyEngine.Workflows;

namespace PolicyEngine.Bench.Scheme.Hand;

/// <summary>What we decide, in the form in which the hand-written program says it; <see langword="null"/> where we say that something is missing or cannot be computed.</summary>
internal static class OurAnswer
{
    public static SchemeAnswer? Of(AppraisalResult result)
    {
        var (scores, promotion, training, rewards) = (result.Scores, result.Promotion!, result.Training!, result.Reward!);
        List<RuleResult> rules = [.. scores.Dimensions, .. promotion.Rules, .. training.Rules, .. rewards.Rules];
        var periods = scores.Kpi.Months.Concat(scores.Kpi.Quarters).Append(scores.Kpi.Year);
        if (scores.Missing.Count > 0 || Flat(rules).Any(r => r.Outcome == Outcome.Undetermined) || periods.SelectMany(p => p.Indicators).Any(i => i.Status != IndicatorStatus.Scored))
            return null;
        return new SchemeAnswer(
            result.Subject.Id,
            scores.Composite!.Value,
            scores.Grade!,
            [.. scores.Components.Select(c => c.Contribution!.Value)],
            Kpi(scores.Kpi),
            new FeedbackAnswer(scores.Feedback360.Score!.Value, [.. scores.Feedback360.Competencies.Select(c => new CompetencyAnswer(c.Score, c.Self, [.. c.Groups.Select(g => g.Mean)]))]),
            [scores.Goals.Score!.Value, .. scores.Goals.Items.Select(g => g.Contribution!.Value)],
            [.. scores.Dimensions.Select(d => (decimal)d.Output!)],
            Met(promotion.Rules),
            Met(training.Rules),
            [.. rewards.Rules.Take(8).Select(r => (decimal)r.Output!)],
            Met(rewards.Rules.Skip(8)));
    }

    private static KpiAnswer Kpi(KpiResult kpi) => new(
        kpi.Score!.Value, kpi.MeanOfMonths!.Value, kpi.MeanOfQuarters!.Value, [.. kpi.Months.Select(Period)], [.. kpi.Quarters.Select(Period)], Period(kpi.Year));

    private static PeriodAnswer Period(PeriodResult period) => new(
        period.Score!.Value,
        period.Grade!,
        [.. period.Indicators.Select(i => new IndicatorAnswer(i.Actual, i.Target, i.Ratio, i.Score!.Value, i.Weight!.Value, i.Contribution!.Value))]);

    private static bool[] Met(IEnumerable<RuleResult> rules) => [.. Flat(rules).Select(r => r.Outcome == Outcome.Met)];

    private static IEnumerable<RuleResult> Flat(IEnumerable<RuleResult> rules) => rules.SelectMany(r => Flat(r.Rules).Prepend(r));
}

using PolicyEngine.Appraisals.Content;
using PolicyEngine.Appraisals.Kpi;

namespace PolicyEngine.Appraisals.Telling;

/// <summary>Turns the scores of a weighting policy into objects. Prepared once per policy version.</summary>
/// <param name="content">The content of the policy.</param>
/// <param name="indicators">The descriptions of its indicators.</param>
internal sealed class ScoresTeller(WeightingContent content, IReadOnlyList<IndicatorInfo> indicators)
{
    private readonly PeriodTeller _months = new("month", content.Scorecards.Month);
    private readonly PeriodTeller _quarters = new("quarter", content.Scorecards.Quarter);
    private readonly PeriodTeller _year = new("year", content.Scorecards.Year);
    private readonly FeedbackTeller? _feedback = content.Feedback360 is { } settings ? new FeedbackTeller(settings) : null;
    private readonly decimal[] _weights = [content.Components.Kpi, content.Components.Feedback360, content.Components.Goals];

    /// <summary>Returns the scores as objects, without dimensions.</summary>
    public WeightingResult Tell(WeightingWork work) => new(
        work.Composite.ToNumber(),
        work.Grade,
        work.Missing,
        [.. _weights.Select((weight, i) => Component(i, weight, work.Component(i)))],
        Kpi(work.Kpi),
        indicators,
        _feedback?.Tell(work.Feedback) ?? new Feedback360Result(Score: null, Held: null, [], []),
        Goals(work.Goals),
        [])
    {
        Faults = work.Faults.Count == 0 ? [] : work.Faults.ToArray(),
    };

    private static ComponentResult Component(int place, decimal weight, ComponentWork component) => new(
        WeightingCalculator.ComponentIds[place],
        WeightingCalculator.ComponentTitles[place],
        weight,
        component.Score.ToNumber(),
        component.Contribution.ToNumber(),
        component.Missing)
    {
        Unrounded = component.Unrounded.ToNumber(),
    };

    private KpiResult Kpi(KpiWork kpi) => new(
        kpi.Score.ToNumber(),
        kpi.MeanOfMonths.ToNumber(),
        kpi.MeanOfQuarters.ToNumber(),
        content.Rollup.Month,
        content.Rollup.Quarter,
        content.Rollup.Year,
        Array.ConvertAll(kpi.Months, _months.Tell),
        Array.ConvertAll(kpi.Quarters, _quarters.Tell),
        _year.Tell(kpi.Year));

    private static GoalsResult Goals(GoalsWork goals)
    {
        var items = new GoalResult[goals.Items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            ref readonly var goal = ref goals.Items[i];
            items[i] = new GoalResult(goal.Title, goal.Weight.ToNumber(), goal.Progress.ToNumber(), goal.Contribution.ToNumber());
        }

        return new GoalsResult(goals.Score.ToNumber(), items);
    }
}

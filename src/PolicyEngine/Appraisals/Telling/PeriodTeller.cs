using PolicyEngine.Appraisals.Kpi;

namespace PolicyEngine.Appraisals.Telling;

/// <summary>Turns the scorecards of one type of period into objects.</summary>
/// <param name="type">The word for the type of period.</param>
/// <param name="indicators">The ids of the scorecard's indicators, in its order.</param>
internal sealed class PeriodTeller(string type, IReadOnlyList<string> indicators)
{
    /// <summary>Returns one period as objects.</summary>
    public PeriodResult Tell(PeriodWork period)
    {
        var scores = new IndicatorScore[indicators.Count];
        for (var i = 0; i < scores.Length; i++)
            scores[i] = Tell(indicators[i], period.Indicators[i]);
        return new PeriodResult(type, period.Index, period.Score.ToNumber(), period.Grade, scores, period.Missing) { Unrounded = period.Unrounded.ToNumber() };
    }

    private static IndicatorScore Tell(string id, in IndicatorWork indicator) => new(
        id,
        indicator.Status,
        indicator.Actual.ToNumber(),
        indicator.Target.ToNumber(),
        indicator.Ratio.ToNumber(),
        indicator.Score.ToNumber(),
        indicator.Weight.ToNumber(),
        indicator.Contribution.ToNumber())
    {
        Unrounded = indicator.Unrounded.ToNumber(),
    };
}

using PolicyEngine.Workflows;

namespace PolicyEngine.Appraisals;

/// <summary>A component's score, unrounded for the composite, with what is shown and what it lacks.</summary>
/// <param name="Score">The unrounded score; <see langword="null"/> while undetermined.</param>
/// <param name="Published">What is shown.</param>
/// <param name="Missing">Paths it lacks; empty when there is a score.</param>
internal readonly record struct ComponentScore<T>(decimal? Score, T Published, IReadOnlyList<string> Missing);

/// <summary>Rolls the scores of months, quarters and the year up to the KPI component. Prepared once per policy version.</summary>
internal sealed class KpiCalculator
{
    private readonly WeightingContent _content;
    private readonly IndicatorCalculator[] _indicators;
    private readonly ScorecardCalculator _month;
    private readonly ScorecardCalculator _quarter;
    private readonly ScorecardCalculator _year;

    /// <summary>Prepares the component.</summary>
    /// <param name="content">The policy's scores.</param>
    /// <param name="indicators">The indicators, in the policy's order.</param>
    public KpiCalculator(WeightingContent content, IndicatorCalculator[] indicators)
    {
        _content = content;
        _indicators = indicators;
        _month = new ScorecardCalculator(content, PeriodType.Month, content.Scorecards.Month);
        _quarter = new ScorecardCalculator(content, PeriodType.Quarter, content.Scorecards.Quarter);
        _year = new ScorecardCalculator(content, PeriodType.Year, content.Scorecards.Year);
    }

    /// <summary>The component of one person.</summary>
    /// <param name="years">Each indicator with its inputs.</param>
    /// <param name="faults">Takes what could not be scored.</param>
    public ComponentScore<KpiResult> Calculate(IndicatorYear[] years, List<EvaluationFault> faults)
    {
        for (var i = 0; i < years.Length; i++)
            _indicators[i].Calculate(years[i]);

        var months = Periods(_month, PeriodCount.Months, years, faults);
        var quarters = Periods(_quarter, PeriodCount.Quarters, years, faults);
        var year = _year.Calculate(0, years, faults);
        var monthSum = Sum(months);
        var quarterSum = Sum(quarters);
        var score = RollUp(monthSum, quarterSum, year.Unrounded);
        var missing = score is null ? Missing(months, quarters, year) : [];
        return new ComponentScore<KpiResult>(score, Publish(score, monthSum, quarterSum, months, quarters, year), missing);
    }

    private static PeriodResult[] Periods(ScorecardCalculator scorecard, int count, IndicatorYear[] years, List<EvaluationFault> faults)
    {
        if (!scorecard.IsUsed)
            return [];
        var periods = new PeriodResult[count];
        for (var i = 0; i < count; i++)
            periods[i] = scorecard.Calculate(i, years, faults);
        return periods;
    }

    /// <summary>The sum of unrounded scores; <see langword="null"/> when one is undetermined or there are none.</summary>
    private static decimal? Sum(PeriodResult[] periods)
    {
        decimal? sum = periods.Length == 0 ? null : 0;
        foreach (var period in periods)
            sum += period.Unrounded;
        return sum;
    }

    /// <summary>Σ weight × score ÷ 100 over the periods that weigh anything, with the means' divisions last.</summary>
    private decimal? RollUp(decimal? monthSum, decimal? quarterSum, decimal? year)
    {
        var (monthWeight, quarterWeight, yearWeight) = _content.Rollup;
        decimal? score = 0;
        if (monthWeight > 0)
            score += monthWeight * monthSum / PeriodCount.Months;
        if (quarterWeight > 0)
            score += quarterWeight * quarterSum / PeriodCount.Quarters;
        if (yearWeight > 0)
            score += yearWeight * year;
        return score / 100;
    }

    private IReadOnlyList<string> Missing(PeriodResult[] months, PeriodResult[] quarters, PeriodResult year)
    {
        var missing = new PathSet();
        if (_content.Rollup.Month > 0)
            Array.ForEach(months, p => missing.Add(p.Missing));
        if (_content.Rollup.Quarter > 0)
            Array.ForEach(quarters, p => missing.Add(p.Missing));
        if (_content.Rollup.Year > 0)
            missing.Add(year.Missing);
        return missing.ToList();
    }

    private KpiResult Publish(
        decimal? score, decimal? monthSum, decimal? quarterSum, PeriodResult[] months, PeriodResult[] quarters, PeriodResult year)
    {
        var places = _content.Rounding;
        return new KpiResult(
            Rounded(score, places.Kpi),
            Rounded(monthSum / PeriodCount.Months, places.Means),
            Rounded(quarterSum / PeriodCount.Quarters, places.Means),
            _content.Rollup.Month,
            _content.Rollup.Quarter,
            _content.Rollup.Year,
            months,
            quarters,
            year);
    }

    private decimal? Rounded(decimal? value, int places) => value is { } v ? _content.Rounding.Round(v, places) : null;
}

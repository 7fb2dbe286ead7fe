using PolicyEngine.Appraisals.Content;
using PolicyEngine.Decimals;
using PolicyEngine.Workflows;

namespace PolicyEngine.Appraisals.Kpi;

/// <summary>
/// Computes the KPI component from the scores of months, quarters and the year: (month weight × mean of months + quarter weight × mean of quarters + year
/// weight × year) ÷ 100. Prepared once per policy version.
/// </summary>
internal sealed class KpiCalculator
{
    private static readonly DecimalParts Months = DecimalParts.Of(PeriodCount.Months);
    private static readonly DecimalParts Quarters = DecimalParts.Of(PeriodCount.Quarters);

    private readonly WeightingContent _content;
    private readonly DecimalParts _monthWeight;
    private readonly DecimalParts _quarterWeight;
    private readonly DecimalParts _yearWeight;
    private readonly IndicatorCalculator[] _indicators;
    private readonly ScorecardCalculator _month;
    private readonly ScorecardCalculator _quarter;
    private readonly ScorecardCalculator _year;

    /// <summary>Prepares the component.</summary>
    /// <param name="content">The content of the policy.</param>
    /// <param name="indicators">The indicators, in the policy's order.</param>
    public KpiCalculator(WeightingContent content, IndicatorCalculator[] indicators)
    {
        _content = content;
        _monthWeight = DecimalParts.Of(content.Rollup.Month);
        _quarterWeight = DecimalParts.Of(content.Rollup.Quarter);
        _yearWeight = DecimalParts.Of(content.Rollup.Year);
        _indicators = indicators;
        _month = new ScorecardCalculator(content, PeriodType.Month, content.Scorecards.Month);
        _quarter = new ScorecardCalculator(content, PeriodType.Quarter, content.Scorecards.Quarter);
        _year = new ScorecardCalculator(content, PeriodType.Year, content.Scorecards.Year);
    }

    /// <summary>Creates the memory for one person's component.</summary>
    public KpiWork CreateWork() => new(_month.CreatePeriods(PeriodCount.Months), _quarter.CreatePeriods(PeriodCount.Quarters), _year.CreatePeriod(1));

    /// <summary>Computes the component of one person.</summary>
    /// <param name="kpi">Receives the component.</param>
    /// <param name="years">Each indicator with its inputs.</param>
    /// <param name="faults">Receives the faults of data that could not be scored.</param>
    public void Calculate(KpiWork kpi, IndicatorYear[] years, List<EvaluationFault> faults)
    {
        for (var i = 0; i < years.Length; i++)
            _indicators[i].Calculate(years[i]);
        foreach (var month in kpi.Months)
            _month.Calculate(month, years, faults);
        foreach (var quarter in kpi.Quarters)
            _quarter.Calculate(quarter, years, faults);
        _year.Calculate(kpi.Year, years, faults);

        var (monthSum, quarterSum) = (Sum(kpi.Months), Sum(kpi.Quarters));
        kpi.Unrounded = RollUp(monthSum, quarterSum, kpi.Year.Unrounded);
        kpi.Missing = kpi.Unrounded.IsSome ? [] : Missing(kpi);
        var places = _content.Rounding;
        kpi.Score = places.Round(kpi.Unrounded, places.Kpi);
        kpi.MeanOfMonths = places.Round(Mean(monthSum, Months), places.Means);
        kpi.MeanOfQuarters = places.Round(Mean(quarterSum, Quarters), places.Means);
    }

    /// <summary>Returns the sum of unrounded scores; <see cref="DecimalParts.None"/> when one is undetermined or when there is none.</summary>
    private static DecimalParts Sum(PeriodWork[] periods)
    {
        if (periods.Length == 0)
            return DecimalParts.None;
        var sum = default(DecimalParts);
        foreach (var period in periods)
        {
            if (!period.Unrounded.IsSome)
                return DecimalParts.None;
            sum = QuickDecimal.Add(sum, period.Unrounded);
        }

        return sum;
    }

    private static DecimalParts Mean(DecimalParts sum, DecimalParts count) => sum.IsSome ? QuickDecimal.Divide(sum, count) : sum;

    /// <summary>Returns Σ (weight × score) ÷ 100 over the types of periods with a weight. A mean is divided after it was multiplied by its weight.</summary>
    private DecimalParts RollUp(DecimalParts monthSum, DecimalParts quarterSum, DecimalParts year)
    {
        var score = default(DecimalParts);
        if (_monthWeight.IsPositive)
            score = WeightedSum.Add(score, _monthWeight, monthSum, Months);
        if (_quarterWeight.IsPositive)
            score = WeightedSum.Add(score, _quarterWeight, quarterSum, Quarters);
        if (_yearWeight.IsPositive)
            score = WeightedSum.Add(score, _yearWeight, year);
        return WeightedSum.OfPercents(score);
    }

    private IReadOnlyList<string> Missing(KpiWork kpi)
    {
        var missing = new PathSet();
        if (_monthWeight.IsPositive)
            Array.ForEach(kpi.Months, p => missing.Add(p.Missing));
        if (_quarterWeight.IsPositive)
            Array.ForEach(kpi.Quarters, p => missing.Add(p.Missing));
        if (_yearWeight.IsPositive)
            missing.Add(kpi.Year.Missing);
        return missing.ToList();
    }
}

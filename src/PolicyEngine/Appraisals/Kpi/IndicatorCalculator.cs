using PolicyEngine.Appraisals.Content;
using PolicyEngine.Decimals;
using PolicyEngine.Documents;
using PolicyEngine.Scoring;
using PolicyEngine.Workflows;

namespace PolicyEngine.Appraisals.Kpi;

/// <summary>Computes the scores of one indicator by month, by quarter and for the year from its inputs. Prepared once per policy version.</summary>
internal sealed class IndicatorCalculator
{
    private const int MonthsPerQuarter = PeriodCount.Months / PeriodCount.Quarters;

    private static readonly DecimalParts One = DecimalParts.Of(1);

    private readonly Indicator _indicator;
    private readonly IndicatorInputs _inputs;

    /// <summary>Prepares an indicator.</summary>
    /// <param name="indicator">The indicator.</param>
    /// <param name="root">The path of its entries: <c>manager.months</c>, or <c>manager</c> when it is measured by year.</param>
    public IndicatorCalculator(Indicator indicator, string root)
    {
        _indicator = indicator;
        _inputs = new IndicatorInputs(indicator, root);
    }

    /// <summary>The paths read in each entry, in the order of the inputs.</summary>
    public IReadOnlyList<string> Inputs => _inputs.Paths;

    /// <summary>Creates the memory for one person's year.</summary>
    public IndicatorYear CreateYear()
    {
        var entries = PeriodCount.Of(_indicator.MeasuredBy);
        var months = _indicator.MeasuredBy == PeriodType.Month ? PeriodCount.Months : 0;
        var hasQuarters = _indicator.MeasuredBy == PeriodType.Quarter || (_indicator.MeasuredBy == PeriodType.Month && _indicator.ByQuarter is not null);
        return new IndicatorYear(entries, _inputs.Paths.Count, months, hasQuarters ? PeriodCount.Quarters : 0);
    }

    /// <summary>Computes the scores of a year from its inputs.</summary>
    public void Calculate(IndicatorYear year)
    {
        _inputs.TakeAchieved(year);
        for (var i = 0; i < year.Months.Length; i++)
            Score(year, i, i + 1, Aggregation.Sum, ref year.Months[i]);
        for (var i = 0; i < year.Quarters.Length; i++)
            ScoreQuarter(year, i, ref year.Quarters[i]);
        ScoreYear(year, ref year.Year);
    }

    private void ScoreQuarter(IndicatorYear year, int quarter, ref IndicatorValue value)
    {
        if (_indicator.MeasuredBy == PeriodType.Quarter)
        {
            Score(year, quarter, quarter + 1, Aggregation.Sum, ref value);
            return;
        }

        var start = quarter * MonthsPerQuarter;
        if (_indicator.ByQuarter is { } aggregation && aggregation != Aggregation.MeanOfMonths)
            Score(year, start, start + MonthsPerQuarter, aggregation, ref value);
        else
            AverageScores(year.Months.Slice(start, MonthsPerQuarter), ref value);
    }

    private void ScoreYear(IndicatorYear year, ref IndicatorValue value)
    {
        switch (_indicator)
        {
            case { MeasuredBy: PeriodType.Year }:
                Score(year, 0, 1, Aggregation.Sum, ref value);
                break;
            case { ByYear: null }:
                break;
            case { ByYear: Aggregation.MeanOfMonths }:
                AverageScores(year.Months, ref value);
                break;
            case { ByYear: Aggregation.MeanOfQuarters }:
                AverageScores(year.Quarters, ref value);
                break;
            default:
                Score(year, 0, year.Achieved.Length, _indicator.ByYear.Value, ref value);
                break;
        }
    }

    /// <summary>
    /// Computes the mean of the scores of shorter periods. Periods without a score are left out, but with <see cref="MissingData.Error"/> one of them makes
    /// the mean undetermined, and so does a fault in every case.
    /// </summary>
    private void AverageScores(ReadOnlySpan<IndicatorValue> parts, ref IndicatorValue value)
    {
        var sum = default(DecimalParts);
        var count = 0;
        PathSet? missing = null;
        foreach (ref readonly var part in parts)
        {
            if (part.Gap is { } gap)
            {
                if (gap.Fault is not null)
                {
                    value.Set(gap);
                    return;
                }

                (missing ??= new PathSet()).Add(gap.Missing);
                continue;
            }

            sum = QuickDecimal.Add(sum, part.Score);
            count++;
        }

        if (missing is not null && (count == 0 || _indicator.Missing == MissingData.Error))
            value.Set(new IndicatorGap(missing.ToList()));
        else
            value.SetMean(QuickDecimal.Divide(sum, DecimalParts.Of(count)));
    }

    /// <summary>Scores a period from its entries.</summary>
    private void Score(IndicatorYear year, int start, int end, Aggregation aggregation, ref IndicatorValue value)
    {
        try
        {
            Measure(year, start, end, aggregation, ref value);
        }
        catch (OverflowException)
        {
            value.Set(new IndicatorGap(_inputs.AchievedIn(start, end), new EvaluationFault(EvaluationFaults.Overflow, new LocalizedText(
                $"indicator `{_indicator.Id}` outgrows 28 digits", $"指标“{_indicator.Id}”的数值超出28位"))));
        }
        catch (EvaluationException e)
        {
            value.Set(new IndicatorGap(_inputs.AchievedIn(start, end), new EvaluationFault(e.Code, e.Text)));
        }
    }

    private void Measure(IndicatorYear year, int start, int end, Aggregation aggregation, ref IndicatorValue value)
    {
        var isWeighted = aggregation == Aggregation.WeightedMean;
        DecimalParts actual = default, target = default, weights = default;
        var count = 0;
        for (var entry = start; entry < end; entry++)
        {
            var weight = isWeighted ? _inputs.Weight(year, entry) : One;
            var achieved = weight.IsSome ? _inputs.Achieved(year, entry) : DecimalParts.None;
            if (!achieved.IsSome)
                continue;
            actual = QuickDecimal.Add(actual, isWeighted ? Weighted(weight, achieved) : achieved);
            if (_inputs.HasTarget)
                target = QuickDecimal.Add(target, isWeighted ? Weighted(weight, _inputs.Target(year, entry)) : _inputs.Target(year, entry));
            if (isWeighted)
                weights = QuickDecimal.Add(weights, weight);
            count++;
        }

        if (count < end - start && (count == 0 || _indicator.Missing == MissingData.Error))
            value.Set(new IndicatorGap(_inputs.MissingIn(year, start, end, isWeighted)));
        else if (isWeighted && !weights.IsPositive)
            value.Set(new IndicatorGap(_inputs.WeightsIn(start, end)));
        else if (_inputs.HasTarget && _indicator.Method.DividesByTarget && !target.IsPositive)
            // Nothing was due, so there is no ratio to score. Longer periods can still sum what is there.
            value.Set(new IndicatorGap(_inputs.TargetsIn(start, end)));
        else
            Score(new Measure(actual, _inputs.HasTarget ? target : DecimalParts.None, DivisorOf(aggregation, weights, count)), ref value);
    }

    private void Score(in Measure measure, ref IndicatorValue value) => value.Set(_indicator.Method.Score(measure), measure);

    private static DecimalParts DivisorOf(Aggregation aggregation, DecimalParts weights, int count) => aggregation switch
    {
        Aggregation.Sum => One,
        Aggregation.WeightedMean => weights,
        _ => DecimalParts.Of(count),
    };

    private static DecimalParts Weighted(DecimalParts weight, DecimalParts value) => weight == One ? value : QuickDecimal.Multiply(weight, value);
}

/// <summary>The number of periods of each type in a year.</summary>
internal static class PeriodCount
{
    /// <summary>The number of months in a year.</summary>
    public const int Months = 12;

    /// <summary>The number of quarters in a year.</summary>
    public const int Quarters = 4;

    /// <summary>Returns the number of periods of a type in a year.</summary>
    public static int Of(PeriodType type) => type switch
    {
        PeriodType.Month => Months,
        PeriodType.Quarter => Quarters,
        _ => 1,
    };
}

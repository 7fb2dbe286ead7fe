using PolicyEngine.Appraisals.Content;
using PolicyEngine.Decimals;
using PolicyEngine.Workflows;

namespace PolicyEngine.Appraisals.Kpi;

/// <summary>
/// Computes the score of one period from its indicators: Σ (weight × score) ÷ Σ weight over the indicators that count. Prepared once per policy version and
/// type of period.
/// </summary>
internal sealed class ScorecardCalculator
{
    private static readonly DecimalParts Hundred = DecimalParts.Of(100);

    private readonly WeightingContent _content;
    private readonly RoundingPlaces _rounding;
    private readonly int _places; // The decimal places of an indicator's published values.
    private readonly int _first; // The index of the type's first period.
    private readonly int[] _indicators;
    private readonly Indicator[] _definitions;
    private readonly DecimalParts[] _weights;
    private readonly decimal _total;
    private readonly DecimalParts[] _shares; // The published shares in a period in which every indicator counts.

    /// <summary>Prepares the scorecard of a type of period.</summary>
    /// <param name="content">The content of the policy.</param>
    /// <param name="type">The type of period.</param>
    /// <param name="ids">The ids of the indicators that count.</param>
    public ScorecardCalculator(WeightingContent content, PeriodType type, IReadOnlyList<string> ids)
    {
        _content = content;
        _rounding = content.Rounding;
        _places = content.Rounding.Indicator;
        _first = PeriodPlaces.Of(type, 0);
        var all = content.Indicators.Select(i => i.Id).ToList();
        _indicators = [.. ids.Select(id => all.IndexOf(id))];
        _definitions = [.. _indicators.Select(i => content.Indicators[i])];
        _weights = [.. _definitions.Select(d => DecimalParts.Of(d.Weight))];
        _total = _definitions.Sum(d => d.Weight);
        _shares = [.. _weights.Select(w => Rounded(Share(w, DecimalParts.Of(_total))))];
    }

    /// <summary>Creates the memory for a number of periods of the type; for none if the policy does not score such periods.</summary>
    public PeriodWork[] CreatePeriods(int count) => _indicators.Length == 0 ? [] : [.. Enumerable.Range(1, count).Select(CreatePeriod)];

    /// <summary>Creates the memory for one period.</summary>
    /// <param name="index">The period's 1-based index.</param>
    public PeriodWork CreatePeriod(int index) => new(index, _indicators.Length);

    /// <summary>Scores one period.</summary>
    /// <param name="period">Receives the result.</param>
    /// <param name="years">Every indicator of the policy.</param>
    /// <param name="faults">Receives the faults of data that could not be scored.</param>
    public void Calculate(PeriodWork period, IndicatorYear[] years, List<EvaluationFault> faults)
    {
        DecimalParts sum = default, counted = default;
        var redistributed = 0m;
        var open = false;
        for (var i = 0; i < _indicators.Length; i++)
        {
            ref readonly var value = ref years[_indicators[i]].At(_first + period.Index - 1);
            ref var indicator = ref period.Indicators[i];
            indicator.Status = StatusOf(value.Gap, _definitions[i].Missing);
            if (value.Gap?.Fault is { } fault && !faults.Contains(fault))
                faults.Add(fault);
            if (indicator.IsCounted)
            {
                indicator.Weighted = QuickDecimal.Multiply(_weights[i], value.Score);
                sum = QuickDecimal.Add(sum, indicator.Weighted);
                counted = QuickDecimal.Add(counted, _weights[i]);
            }
            else if (indicator.Status == IndicatorStatus.Redistributed)
            {
                redistributed += _definitions[i].Weight;
            }
            else
            {
                open |= indicator.Status == IndicatorStatus.Missing;
            }
        }

        if (open || counted == default || redistributed * 100 > _content.MaximumRedistribution * _total)
            PublishUndetermined(period, years);
        else
            Publish(period, years, QuickDecimal.Divide(sum, counted), counted);
    }

    private static IndicatorStatus StatusOf(IndicatorGap? gap, MissingData missing) => (gap, missing) switch
    {
        (null, _) => IndicatorStatus.Scored,
        ({ Fault: not null }, _) => IndicatorStatus.Missing,
        (_, MissingData.Redistribute) => IndicatorStatus.Redistributed,
        (_, MissingData.Zero) => IndicatorStatus.Zeroed,
        (_, MissingData.NotApplicable) => IndicatorStatus.NotApplicable,
        _ => IndicatorStatus.Missing,
    };

    /// <summary>Returns the status of an indicator in a period without a score. Nothing was redistributed in it: the data is simply missing.</summary>
    private static IndicatorStatus Withheld(IndicatorStatus status) =>
        status == IndicatorStatus.Redistributed ? IndicatorStatus.Missing : status;

    /// <summary>Publishes a period that has a score.</summary>
    /// <param name="period">The period.</param>
    /// <param name="years">Every indicator of the policy.</param>
    /// <param name="score">The period's unrounded score.</param>
    /// <param name="counted">The total weight of the indicators that count.</param>
    private void Publish(PeriodWork period, IndicatorYear[] years, DecimalParts score, DecimalParts counted)
    {
        period.Unrounded = score;
        period.Score = _rounding.Round(score, _rounding.Period);
        period.Grade = _content.Grades.TryFind(period.Score);
        period.Missing = [];
        var isWhole = counted.ToDecimal() == _total;
        for (var i = 0; i < _indicators.Length; i++)
        {
            ref var indicator = ref period.Indicators[i];
            Publish(ref indicator, years[_indicators[i]].At(_first + period.Index - 1));
            (indicator.Weight, indicator.Contribution) = indicator.IsCounted
                ? (isWhole ? _shares[i] : Rounded(Share(_weights[i], counted)), Rounded(QuickDecimal.Divide(indicator.Weighted, counted)))
                : (default, DecimalParts.None);
        }
    }

    private void PublishUndetermined(PeriodWork period, IndicatorYear[] years)
    {
        foreach (ref var indicator in period.Indicators.AsSpan())
            indicator.Status = Withheld(indicator.Status);
        // If no data is missing, no indicator applies. Then the data that does not apply is all there is to ask for.
        var wanted = Array.Exists(period.Indicators, i => i.Status == IndicatorStatus.Missing) ? IndicatorStatus.Missing : IndicatorStatus.NotApplicable;
        var missing = new PathSet();
        for (var i = 0; i < _indicators.Length; i++)
        {
            ref var indicator = ref period.Indicators[i];
            ref readonly var value = ref years[_indicators[i]].At(_first + period.Index - 1);
            Publish(ref indicator, value);
            (indicator.Weight, indicator.Contribution) = (DecimalParts.None, DecimalParts.None);
            if (indicator.Status == wanted)
                missing.Add(value.Gap?.Missing ?? []);
        }

        (period.Unrounded, period.Score, period.Grade, period.Missing) = (DecimalParts.None, DecimalParts.None, null, missing.ToList());
    }

    /// <summary>Returns weight × 100 ÷ counted: the percentage of the period's score that a weight counts for.</summary>
    private static DecimalParts Share(DecimalParts weight, DecimalParts counted) => QuickDecimal.Divide(QuickDecimal.Multiply(weight, Hundred), counted);

    private void Publish(ref IndicatorWork indicator, in IndicatorValue value)
    {
        indicator.Actual = Rounded(value.Actual);
        indicator.Target = Rounded(value.Target);
        indicator.Ratio = Rounded(value.Ratio);
        indicator.Unrounded = indicator.IsCounted ? value.Score : DecimalParts.None;
        indicator.Score = indicator.Unrounded == value.Ratio ? indicator.Ratio : Rounded(indicator.Unrounded);
    }

    private DecimalParts Rounded(DecimalParts value) => _rounding.Round(value, _places);
}

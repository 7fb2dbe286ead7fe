using PolicyEngine.Appraisals.Content;
using PolicyEngine.Decimals;
using PolicyEngine.Workflows;

namespace PolicyEngine.Appraisals.Kpi;

/// <summary>Combines indicators into the score of one period. Prepared once per policy version and type of period.</summary>
internal sealed class ScorecardCalculator
{
    private static readonly DecimalParts Hundred = DecimalParts.Of(100);

    private readonly WeightingContent _content;
    private readonly RoundingPlaces _rounding;
    private readonly int _places; // Of what is published of an indicator.
    private readonly int _first; // The place of the type's first period.
    private readonly int[] _indicators;
    private readonly Indicator[] _definitions;
    private readonly DecimalParts[] _weights;
    private readonly decimal _total;
    private readonly DecimalParts[] _shares; // Of a period in which every indicator counts, published.

    /// <summary>Prepares the scorecard of a type of period.</summary>
    /// <param name="content">The policy's scores.</param>
    /// <param name="type">The type of period.</param>
    /// <param name="ids">The indicators that count.</param>
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

    /// <summary>Room for so many periods of the type; none when the policy does not score them at all.</summary>
    public PeriodWork[] CreatePeriods(int count) => _indicators.Length == 0 ? [] : [.. Enumerable.Range(1, count).Select(CreatePeriod)];

    /// <summary>Room for one period.</summary>
    /// <param name="index">Its 1-based index.</param>
    public PeriodWork CreatePeriod(int index) => new(index, _indicators.Length);

    /// <summary>Scores one period.</summary>
    /// <param name="period">Takes what it comes to.</param>
    /// <param name="years">Every indicator of the policy.</param>
    /// <param name="faults">Takes what could not be scored.</param>
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

    /// <summary>Where there is no score nothing was redistributed: the data is simply missing.</summary>
    private static IndicatorStatus Withheld(IndicatorStatus status) =>
        status == IndicatorStatus.Redistributed ? IndicatorStatus.Missing : status;

    /// <summary>A period with a score.</summary>
    /// <param name="period">The period.</param>
    /// <param name="years">Every indicator of the policy.</param>
    /// <param name="score">The period's score.</param>
    /// <param name="counted">The weights of those that count together.</param>
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
        // When nothing applies there is nothing else to ask for than what does not apply.
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

    /// <summary>Percent of the period's score that a weight counts for.</summary>
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

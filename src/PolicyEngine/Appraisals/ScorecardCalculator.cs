using PolicyEngine.Documents;
using PolicyEngine.Workflows;

namespace PolicyEngine.Appraisals;

/// <summary>Combines indicators into the score of one period. Prepared once per policy version and type of period.</summary>
internal sealed class ScorecardCalculator
{
    private const int MostOnStack = 32;

    private static readonly DecimalParts Hundred = DecimalParts.Of(100);

    private readonly WeightingContent _content;
    private readonly PeriodType _type;
    private readonly string _word;
    private readonly int[] _indicators;
    private readonly Indicator[] _definitions;
    private readonly DecimalParts[] _weights;
    private readonly decimal _total;
    private readonly decimal?[] _shares; // Of a period in which every indicator counts, published.

    /// <summary>Prepares the scorecard of a type of period.</summary>
    /// <param name="content">The policy's scores.</param>
    /// <param name="type">The type of period.</param>
    /// <param name="ids">The indicators that count.</param>
    public ScorecardCalculator(WeightingContent content, PeriodType type, IReadOnlyList<string> ids)
    {
        _content = content;
        _type = type;
        _word = IndicatorReader.Periods.First(p => p.Value == type).Key;
        var all = content.Indicators.Select(i => i.Id).ToList();
        _indicators = [.. ids.Select(id => all.IndexOf(id))];
        _definitions = [.. _indicators.Select(i => content.Indicators[i])];
        _weights = [.. _definitions.Select(d => DecimalParts.Of(d.Weight))];
        _total = _definitions.Sum(d => d.Weight);
        _shares = [.. _weights.Select(w => Rounded(Share(w, DecimalParts.Of(_total))))];
    }

    /// <summary>Whether the policy scores this type of period at all.</summary>
    public bool IsUsed => _indicators.Length > 0;

    /// <summary>The score of one period.</summary>
    /// <param name="index">0-based index of the period.</param>
    /// <param name="years">Every indicator of the policy.</param>
    /// <param name="faults">Takes what could not be scored.</param>
    public PeriodResult Calculate(int index, IndicatorYear[] years, List<EvaluationFault> faults)
    {
        Span<IndicatorStatus> statuses = stackalloc IndicatorStatus[MostOnStack];
        statuses = _indicators.Length > MostOnStack ? new IndicatorStatus[_indicators.Length] : statuses[.._indicators.Length];
        Span<DecimalParts> weighted = stackalloc DecimalParts[MostOnStack];
        weighted = _indicators.Length > MostOnStack ? new DecimalParts[_indicators.Length] : weighted[.._indicators.Length];
        DecimalParts sum = default, counted = default;
        var redistributed = 0m;
        var open = false;
        for (var i = 0; i < _indicators.Length; i++)
        {
            ref readonly var value = ref years[_indicators[i]].At(_type, index);
            statuses[i] = StatusOf(value.State, _definitions[i].Missing);
            if (value.Fault is { } fault && !faults.Contains(fault))
                faults.Add(fault);
            switch (statuses[i])
            {
                case IndicatorStatus.Scored or IndicatorStatus.Zeroed:
                    weighted[i] = QuickDecimal.Multiply(_weights[i], value.Score);
                    sum = QuickDecimal.Add(sum, weighted[i]);
                    counted = QuickDecimal.Add(counted, _weights[i]);
                    break;
                case IndicatorStatus.Redistributed:
                    redistributed += _definitions[i].Weight;
                    break;
                case IndicatorStatus.Missing:
                    open = true;
                    break;
            }
        }

        open |= counted == default || redistributed * 100 > _content.MaximumRedistribution * _total;
        return open ? Undetermined(index, years, statuses) : Determined(index, years, statuses, weighted, QuickDecimal.Divide(sum, counted), counted);
    }

    private static IndicatorStatus StatusOf(ValueState state, MissingData missing) => (state, missing) switch
    {
        (ValueState.Scored, _) => IndicatorStatus.Scored,
        (ValueState.Faulted, _) => IndicatorStatus.Missing,
        (_, MissingData.Redistribute) => IndicatorStatus.Redistributed,
        (_, MissingData.Zero) => IndicatorStatus.Zeroed,
        (_, MissingData.NotApplicable) => IndicatorStatus.NotApplicable,
        _ => IndicatorStatus.Missing,
    };

    /// <summary>Where there is no score nothing was redistributed: the data is simply missing.</summary>
    private static IndicatorStatus Withheld(IndicatorStatus status) =>
        status == IndicatorStatus.Redistributed ? IndicatorStatus.Missing : status;

    /// <summary>A period with a score.</summary>
    /// <param name="index">0-based index of the period.</param>
    /// <param name="years">Every indicator of the policy.</param>
    /// <param name="statuses">How each indicator counts.</param>
    /// <param name="weighted">The scores of those that count, times their weights.</param>
    /// <param name="score">The period's score.</param>
    /// <param name="counted">The weights of those that count together.</param>
    private PeriodResult Determined(
        int index, IndicatorYear[] years, ReadOnlySpan<IndicatorStatus> statuses, ReadOnlySpan<DecimalParts> weighted, DecimalParts score, DecimalParts counted)
    {
        var published = _content.Rounding.Round(score, _content.Rounding.Period);
        var isWhole = counted.ToDecimal() == _total;
        var indicators = new IndicatorScore[statuses.Length];
        for (var i = 0; i < indicators.Length; i++)
        {
            ref readonly var value = ref years[_indicators[i]].At(_type, index);
            indicators[i] = statuses[i] is IndicatorStatus.Scored or IndicatorStatus.Zeroed
                ? Publish(i, statuses[i], value, isWhole ? _shares[i] : Rounded(Share(_weights[i], counted)), Rounded(QuickDecimal.Divide(weighted[i], counted)))
                : Publish(i, statuses[i], value, weight: 0, contribution: null);
        }

        return new PeriodResult(_word, index + 1, published, _content.Grades.TryFind(published!.Value), indicators, []) { Unrounded = score.ToDecimal() };
    }

    private PeriodResult Undetermined(int index, IndicatorYear[] years, Span<IndicatorStatus> statuses)
    {
        foreach (ref var status in statuses)
            status = Withheld(status);
        // When nothing applies there is nothing else to ask for than what does not apply.
        var wanted = statuses.Contains(IndicatorStatus.Missing) ? IndicatorStatus.Missing : IndicatorStatus.NotApplicable;
        var missing = new PathSet();
        var indicators = new IndicatorScore[statuses.Length];
        for (var i = 0; i < indicators.Length; i++)
        {
            ref readonly var value = ref years[_indicators[i]].At(_type, index);
            indicators[i] = Publish(i, statuses[i], value, weight: null, contribution: null);
            if (statuses[i] == wanted)
                missing.Add(value.Missing);
        }

        return new PeriodResult(_word, index + 1, Score: null, Grade: null, indicators, missing.ToList());
    }

    /// <summary>Percent of the period's score that a weight counts for.</summary>
    private static DecimalParts Share(DecimalParts weight, DecimalParts counted) => QuickDecimal.Divide(QuickDecimal.Multiply(weight, Hundred), counted);

    private IndicatorScore Publish(int i, IndicatorStatus status, in IndicatorValue value, decimal? weight, decimal? contribution)
    {
        var hasScore = status is IndicatorStatus.Scored or IndicatorStatus.Zeroed;
        var ratio = Rounded(value.Ratio);
        return new IndicatorScore(
            _definitions[i].Id,
            status,
            Rounded(value.Actual),
            Rounded(value.Target),
            ratio,
            hasScore ? (value.Score == value.Ratio ? ratio : Rounded(value.Score)) : null,
            weight,
            contribution)
        {
            Unrounded = hasScore ? value.Score.ToDecimal() : null,
        };
    }

    private decimal? Rounded(DecimalParts value) => _content.Rounding.Round(value, _content.Rounding.Indicator);
}

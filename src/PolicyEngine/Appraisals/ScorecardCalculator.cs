using PolicyEngine.Workflows;

namespace PolicyEngine.Appraisals;

/// <summary>A period's score, unrounded for the roll-up and published for people.</summary>
/// <param name="Score">The unrounded score; <see langword="null"/> while undetermined.</param>
/// <param name="Published">What is shown.</param>
internal readonly record struct PeriodScore(decimal? Score, PeriodResult Published);

/// <summary>Combines indicators into the score of one period. Prepared once per policy version and type of period.</summary>
internal sealed class ScorecardCalculator
{
    private readonly WeightingContent _content;
    private readonly PeriodType _type;
    private readonly string _word;
    private readonly int[] _indicators;
    private readonly decimal _total;

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
        _total = _indicators.Sum(i => content.Indicators[i].Weight);
    }

    /// <summary>Whether the policy scores this type of period at all.</summary>
    public bool IsUsed => _indicators.Length > 0;

    /// <summary>The score of one period.</summary>
    /// <param name="index">0-based index of the period.</param>
    /// <param name="years">Every indicator of the policy.</param>
    /// <param name="faults">Takes what could not be scored.</param>
    public PeriodScore Calculate(int index, IndicatorYear[] years, List<EvaluationFault> faults)
    {
        var statuses = new IndicatorStatus[_indicators.Length];
        decimal sum = 0, counted = 0, redistributed = 0;
        var open = false;
        for (var i = 0; i < _indicators.Length; i++)
        {
            var indicator = _content.Indicators[_indicators[i]];
            var value = years[_indicators[i]].At(_type, index);
            statuses[i] = StatusOf(value.State, indicator.Missing);
            if (value.Fault is { } fault && !faults.Contains(fault))
                faults.Add(fault);
            switch (statuses[i])
            {
                case IndicatorStatus.Scored or IndicatorStatus.Zeroed:
                    sum += indicator.Weight * value.Score;
                    counted += indicator.Weight;
                    break;
                case IndicatorStatus.Redistributed:
                    redistributed += indicator.Weight;
                    break;
                case IndicatorStatus.Missing:
                    open = true;
                    break;
            }
        }

        open |= counted == 0 || redistributed * 100 > _content.MaximumRedistribution * _total;
        return open ? Undetermined(index, years, statuses) : Determined(index, years, statuses, sum / counted, counted);
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

    private PeriodScore Determined(int index, IndicatorYear[] years, IndicatorStatus[] statuses, decimal score, decimal counted)
    {
        var places = _content.Rounding;
        var published = places.Round(score, places.Period);
        var indicators = new IndicatorScore[statuses.Length];
        for (var i = 0; i < statuses.Length; i++)
        {
            var weight = _content.Indicators[_indicators[i]].Weight;
            var value = years[_indicators[i]].At(_type, index);
            indicators[i] = statuses[i] is IndicatorStatus.Scored or IndicatorStatus.Zeroed
                ? Publish(i, statuses[i], value, weight * 100 / counted, weight * value.Score / counted)
                : Publish(i, statuses[i], value, weight: 0, contribution: null);
        }

        return new PeriodScore(score, new PeriodResult(_word, index + 1, published, _content.Grades.TryFind(published), indicators, []) { Unrounded = score });
    }

    private PeriodScore Undetermined(int index, IndicatorYear[] years, IndicatorStatus[] statuses)
    {
        statuses = Array.ConvertAll(statuses, Withheld);
        // When nothing applies there is nothing else to ask for than what does not apply.
        var wanted = statuses.Contains(IndicatorStatus.Missing) ? IndicatorStatus.Missing : IndicatorStatus.NotApplicable;
        var missing = new PathSet();
        var indicators = new IndicatorScore[statuses.Length];
        for (var i = 0; i < statuses.Length; i++)
        {
            var value = years[_indicators[i]].At(_type, index);
            indicators[i] = Publish(i, statuses[i], value, weight: null, contribution: null);
            if (statuses[i] == wanted)
                missing.Add(value.Missing);
        }

        return new PeriodScore(Score: null, new PeriodResult(_word, index + 1, Score: null, Grade: null, indicators, missing.ToList()));
    }

    private IndicatorScore Publish(int i, IndicatorStatus status, in IndicatorValue value, decimal? weight, decimal? contribution)
    {
        var hasScore = status is IndicatorStatus.Scored or IndicatorStatus.Zeroed;
        return new IndicatorScore(
            _content.Indicators[_indicators[i]].Id,
            status,
            Rounded(value.Actual),
            Rounded(value.Target),
            Rounded(value.Ratio),
            hasScore ? Rounded(value.Score) : null,
            Rounded(weight),
            Rounded(contribution))
        {
            Unrounded = hasScore ? value.Score : null,
        };
    }

    private decimal? Rounded(decimal? value) => value is { } v ? _content.Rounding.Round(v, _content.Rounding.Indicator) : null;
}

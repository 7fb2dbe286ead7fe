using PolicyEngine.Workflows;

namespace PolicyEngine.Appraisals;

/// <summary>Whether an indicator could be scored in a period.</summary>
internal enum ValueState
{
    /// <summary>It has a score.</summary>
    Scored,

    /// <summary>Data is missing; the policy says what follows.</summary>
    Gap,

    /// <summary>The data is there and cannot be scored; the period is undetermined whatever the policy says about missing data.</summary>
    Faulted,
}

/// <summary>One indicator in one period, unrounded.</summary>
internal readonly record struct IndicatorValue
{
    private IndicatorValue(ValueState state, IReadOnlyList<string> missing)
    {
        State = state;
        Missing = missing;
    }

    /// <summary>Whether there is a score.</summary>
    public ValueState State { get; }

    /// <summary>The unrounded score, when there is one.</summary>
    public decimal Score { get; private init; }

    /// <summary>What was achieved; <see langword="null"/> for a mean of scores.</summary>
    public decimal? Actual { get; private init; }

    /// <summary>What was asked for.</summary>
    public decimal? Target { get; private init; }

    /// <summary>Actual ÷ target in percent.</summary>
    public decimal? Ratio { get; private init; }

    /// <summary>The paths that stand in the way of a score.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>Why data that is there cannot be scored.</summary>
    public EvaluationFault? Fault { get; private init; }

    /// <summary>A score with its measure.</summary>
    public static IndicatorValue Scored(decimal score, in Measure measure) => new(ValueState.Scored, [])
    {
        Score = score,
        Actual = measure.Actual,
        Target = measure.Target,
        Ratio = measure.Ratio,
    };

    /// <summary>A mean of the scores of shorter periods.</summary>
    public static IndicatorValue MeanOfScores(decimal score) => new(ValueState.Scored, []) { Score = score };

    /// <summary>Missing data.</summary>
    public static IndicatorValue Gap(IReadOnlyList<string> missing) => new(ValueState.Gap, missing);

    /// <summary>Data that cannot be scored.</summary>
    public static IndicatorValue Faulted(IReadOnlyList<string> paths, EvaluationFault fault) =>
        new(ValueState.Faulted, paths) { Fault = fault };
}

/// <summary>One indicator over the whole year.</summary>
/// <param name="Months">By month, when it is measured by month; otherwise empty.</param>
/// <param name="Quarters">By quarter, when it has quarter values; otherwise empty.</param>
/// <param name="Year">For the year, when it has a year value.</param>
internal readonly record struct IndicatorYear(IndicatorValue[] Months, IndicatorValue[] Quarters, IndicatorValue? Year)
{
    /// <summary>The value of one period that the indicator has.</summary>
    public IndicatorValue At(PeriodType type, int index) => type switch
    {
        PeriodType.Month => Months[index],
        PeriodType.Quarter => Quarters[index],
        _ => Year.GetValueOrDefault(),
    };
}

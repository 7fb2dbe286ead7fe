using PolicyEngine.Documents;
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

/// <summary>One indicator in one period, unrounded. Its numbers are <see cref="DecimalParts.None"/> where there are none.</summary>
internal readonly record struct IndicatorValue
{
    private IndicatorValue(ValueState state, IReadOnlyList<string> missing)
    {
        State = state;
        Missing = missing;
    }

    /// <summary>Whether there is a score.</summary>
    public ValueState State { get; }

    /// <summary>The unrounded score; zero when there is none.</summary>
    public DecimalParts Score { get; private init; }

    /// <summary>What was achieved; none for a mean of scores.</summary>
    public DecimalParts Actual { get; private init; } = DecimalParts.None;

    /// <summary>What was asked for.</summary>
    public DecimalParts Target { get; private init; } = DecimalParts.None;

    /// <summary>Actual ÷ target in percent.</summary>
    public DecimalParts Ratio { get; private init; } = DecimalParts.None;

    /// <summary>The paths that stand in the way of a score.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>Why data that is there cannot be scored.</summary>
    public EvaluationFault? Fault { get; private init; }

    /// <summary>A score with its measure.</summary>
    public static IndicatorValue Scored(DecimalParts score, in Measure measure) => new(ValueState.Scored, [])
    {
        Score = score,
        Actual = measure.Actual,
        Target = measure.Target,
        Ratio = measure.Ratio,
    };

    /// <summary>A mean of the scores of shorter periods.</summary>
    public static IndicatorValue MeanOfScores(DecimalParts score) => new(ValueState.Scored, []) { Score = score };

    /// <summary>Missing data.</summary>
    public static IndicatorValue Gap(IReadOnlyList<string> missing) => new(ValueState.Gap, missing);

    /// <summary>Data that cannot be scored.</summary>
    public static IndicatorValue Faulted(IReadOnlyList<string> paths, EvaluationFault fault) =>
        new(ValueState.Faulted, paths) { Fault = fault };
}

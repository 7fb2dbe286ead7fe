using System.Runtime.InteropServices;
using PolicyEngine.Decimals;
using PolicyEngine.Workflows;

namespace PolicyEngine.Appraisals.Kpi;

/// <summary>Why an indicator has no score in a period.</summary>
/// <param name="Missing">The paths that stand in the way.</param>
/// <param name="Fault">Why data that is there cannot be scored; then the period is undetermined whatever the policy says about missing data. <see langword="null"/> when data is missing.</param>
internal sealed record IndicatorGap(IReadOnlyList<string> Missing, EvaluationFault? Fault = null);

/// <summary>One indicator in one period, unrounded. Its numbers are <see cref="DecimalParts.None"/> where there are none.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct IndicatorValue
{
    /// <summary>Why there is no score; <see langword="null"/> when there is one.</summary>
    public IndicatorGap? Gap { get; private set; }

    /// <summary>The score; zero when there is none.</summary>
    public DecimalParts Score { get; private set; }

    /// <summary>What was achieved; none for a mean of scores.</summary>
    public DecimalParts Actual { get; private set; }

    /// <summary>What was asked for.</summary>
    public DecimalParts Target { get; private set; }

    /// <summary>Actual ÷ target in percent.</summary>
    public DecimalParts Ratio { get; private set; }

    /// <summary>Takes a score with its measure.</summary>
    public void Set(DecimalParts score, in Measure measure)
    {
        Gap = null;
        Score = score;
        Actual = measure.Actual;
        Target = measure.Target;
        Ratio = measure.Ratio;
    }

    /// <summary>Takes a mean of the scores of shorter periods.</summary>
    public void SetMean(DecimalParts score)
    {
        Gap = null;
        Score = score;
        Actual = Target = Ratio = DecimalParts.None;
    }

    /// <summary>Takes the reason why there is no score.</summary>
    public void Set(IndicatorGap gap)
    {
        Gap = gap;
        Score = default;
        Actual = Target = Ratio = DecimalParts.None;
    }
}

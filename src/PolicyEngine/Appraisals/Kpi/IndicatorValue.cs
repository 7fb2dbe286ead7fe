using System.Runtime.InteropServices;
using PolicyEngine.Decimals;
using PolicyEngine.Workflows;

namespace PolicyEngine.Appraisals.Kpi;

/// <summary>Why an indicator has no score in a period.</summary>
/// <param name="Missing">The paths of the values that are missing or cannot be used.</param>
/// <param name="Fault">
/// Why given data cannot be scored; then the period is undetermined whatever the policy says about missing data. <see langword="null"/> when data is missing.
/// </param>
internal sealed record IndicatorGap(IReadOnlyList<string> Missing, EvaluationFault? Fault = null);

/// <summary>One indicator in one period, unrounded. A missing number is <see cref="DecimalParts.None"/>.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct IndicatorValue
{
    /// <summary>Why there is no score; <see langword="null"/> when there is one.</summary>
    public IndicatorGap? Gap { get; private set; }

    /// <summary>The score; zero when there is no score.</summary>
    public DecimalParts Score { get; private set; }

    /// <summary>The value achieved; none for a mean of scores.</summary>
    public DecimalParts Actual { get; private set; }

    /// <summary>The target value; none for a mean of scores or without a target.</summary>
    public DecimalParts Target { get; private set; }

    /// <summary>Actual × 100 ÷ target; none without both.</summary>
    public DecimalParts Ratio { get; private set; }

    /// <summary>Sets a score and its measure.</summary>
    public void Set(DecimalParts score, in Measure measure)
    {
        Gap = null;
        Score = score;
        Actual = measure.Actual;
        Target = measure.Target;
        Ratio = measure.Ratio;
    }

    /// <summary>Sets a mean of the scores of shorter periods.</summary>
    public void SetMean(DecimalParts score)
    {
        Gap = null;
        Score = score;
        Actual = Target = Ratio = DecimalParts.None;
    }

    /// <summary>Sets the reason why there is no score.</summary>
    public void Set(IndicatorGap gap)
    {
        Gap = gap;
        Score = default;
        Actual = Target = Ratio = DecimalParts.None;
    }
}

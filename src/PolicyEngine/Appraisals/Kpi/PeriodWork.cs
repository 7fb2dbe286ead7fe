using System.Runtime.InteropServices;
using PolicyEngine.Decimals;

namespace PolicyEngine.Appraisals.Kpi;

/// <summary>The scorecard of one period in the memory in which it is computed.</summary>
/// <param name="index">The 1-based month or quarter; 1 for the year.</param>
/// <param name="indicators">The number of indicators that count.</param>
internal sealed class PeriodWork(int index, int indicators)
{
    /// <summary>The 1-based month or quarter; 1 for the year.</summary>
    public int Index => index;

    /// <summary>The indicators, in the scorecard's order.</summary>
    public IndicatorWork[] Indicators { get; } = new IndicatorWork[indicators];

    /// <summary>The score before rounding, which rules compare with thresholds.</summary>
    public DecimalParts Unrounded { get; set; } = DecimalParts.None;

    /// <summary>The published score; none when undetermined.</summary>
    public DecimalParts Score { get; set; } = DecimalParts.None;

    /// <summary>The grade of the published score; <see langword="null"/> without a score.</summary>
    public string? Grade { get; set; }

    /// <summary>The paths of the missing fields; empty when there is a score.</summary>
    public IReadOnlyList<string> Missing { get; set; } = [];

    /// <summary>Clears the person's data.</summary>
    public void Clear()
    {
        Array.Clear(Indicators);
        (Unrounded, Score) = (DecimalParts.None, DecimalParts.None);
        Grade = null;
        Missing = [];
    }
}

/// <summary>One indicator in one period as published; see <see cref="IndicatorScore"/>. A missing number is <see cref="DecimalParts.None"/>.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct IndicatorWork
{
    /// <summary>How the indicator counts.</summary>
    public IndicatorStatus Status;

    /// <summary>The value achieved.</summary>
    public DecimalParts Actual;

    /// <summary>The target value.</summary>
    public DecimalParts Target;

    /// <summary>Actual × 100 ÷ target.</summary>
    public DecimalParts Ratio;

    /// <summary>The score.</summary>
    public DecimalParts Score;

    /// <summary>The weight with which it counted, in percent of the period's score.</summary>
    public DecimalParts Weight;

    /// <summary>The contribution to the period's score.</summary>
    public DecimalParts Contribution;

    /// <summary>The score before rounding, which rules compare with thresholds.</summary>
    public DecimalParts Unrounded;

    /// <summary>The score before rounding, times the indicator's weight.</summary>
    public DecimalParts Weighted;

    /// <summary>Whether the indicator has a score, which may be the zero for missing data.</summary>
    public readonly bool IsCounted => Status is IndicatorStatus.Scored or IndicatorStatus.Zeroed;
}

using System.Runtime.InteropServices;
using PolicyEngine.Decimals;

namespace PolicyEngine.Appraisals.Kpi;

/// <summary>The scorecard of one period where it is computed.</summary>
/// <param name="index">1-based month or quarter; 1 for the year.</param>
/// <param name="indicators">How many indicators count.</param>
internal sealed class PeriodWork(int index, int indicators)
{
    /// <summary>1-based month or quarter; 1 for the year.</summary>
    public int Index => index;

    /// <summary>The indicators, in the scorecard's order.</summary>
    public IndicatorWork[] Indicators { get; } = new IndicatorWork[indicators];

    /// <summary>The score before rounding: what rules compare with thresholds.</summary>
    public DecimalParts Unrounded { get; set; } = DecimalParts.None;

    /// <summary>The published score; none while undetermined.</summary>
    public DecimalParts Score { get; set; } = DecimalParts.None;

    /// <summary>The grade of the published score.</summary>
    public string? Grade { get; set; }

    /// <summary>Paths of the fields missing for it.</summary>
    public IReadOnlyList<string> Missing { get; set; } = [];

    /// <summary>Forgets the person.</summary>
    public void Clear()
    {
        Array.Clear(Indicators);
        (Unrounded, Score) = (DecimalParts.None, DecimalParts.None);
        Grade = null;
        Missing = [];
    }
}

/// <summary>One indicator in one period as it is published: see <see cref="IndicatorScore"/>. Numbers are <see cref="DecimalParts.None"/> where there are none.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct IndicatorWork
{
    /// <summary>How it counts.</summary>
    public IndicatorStatus Status;

    /// <summary>What was achieved.</summary>
    public DecimalParts Actual;

    /// <summary>What was asked for.</summary>
    public DecimalParts Target;

    /// <summary>Actual ÷ target in percent.</summary>
    public DecimalParts Ratio;

    /// <summary>The score.</summary>
    public DecimalParts Score;

    /// <summary>The weight it counted with.</summary>
    public DecimalParts Weight;

    /// <summary>What it adds to the period's score.</summary>
    public DecimalParts Contribution;

    /// <summary>The score before rounding: what rules compare with thresholds.</summary>
    public DecimalParts Unrounded;

    /// <summary>The score before rounding, times the indicator's weight.</summary>
    public DecimalParts Weighted;

    /// <summary>Whether it has a score.</summary>
    public readonly bool IsCounted => Status is IndicatorStatus.Scored or IndicatorStatus.Zeroed;
}

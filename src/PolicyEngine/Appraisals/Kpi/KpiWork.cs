using PolicyEngine.Decimals;

namespace PolicyEngine.Appraisals.Kpi;

/// <summary>The KPI component in the memory in which it is computed.</summary>
/// <param name="months">The months in order; empty when the policy does not score months.</param>
/// <param name="quarters">The quarters in order; empty when the policy does not score quarters.</param>
/// <param name="year">The whole year.</param>
internal sealed class KpiWork(PeriodWork[] months, PeriodWork[] quarters, PeriodWork year) : ComponentWork
{
    /// <summary>The months in order.</summary>
    public PeriodWork[] Months => months;

    /// <summary>The quarters in order.</summary>
    public PeriodWork[] Quarters => quarters;

    /// <summary>The whole year.</summary>
    public PeriodWork Year => year;

    /// <summary>The published mean of the months' unrounded scores.</summary>
    public DecimalParts MeanOfMonths { get; set; } = DecimalParts.None;

    /// <summary>The published mean of the quarters' unrounded scores.</summary>
    public DecimalParts MeanOfQuarters { get; set; } = DecimalParts.None;

    /// <inheritdoc/>
    public override void Clear()
    {
        base.Clear();
        (MeanOfMonths, MeanOfQuarters) = (DecimalParts.None, DecimalParts.None);
        foreach (var month in months)
            month.Clear();
        foreach (var quarter in quarters)
            quarter.Clear();
        year.Clear();
    }
}

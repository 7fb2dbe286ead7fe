namespace PolicyEngine.Bench.Scheme.Hand;

/// <summary>Everything that the reference scheme decides, without reasons.</summary>
/// <param name="ManagerId">The manager's id.</param>
/// <param name="Composite">The composite.</param>
/// <param name="Grade">The grade.</param>
/// <param name="Contributions">The contributions of the three components.</param>
/// <param name="Kpi">The KPI component.</param>
/// <param name="Feedback">The 360° component.</param>
/// <param name="Goals">The score of the goals, followed by their contributions.</param>
/// <param name="Dimensions">D1 to D6.</param>
/// <param name="Promotion">Whether the promotion's rules are met, each before its nested rules.</param>
/// <param name="Training">Whether the trainings' rules are met.</param>
/// <param name="Figures">The outputs of the rewards: ATTAINMENT to BALANCE.</param>
/// <param name="Rewards">Whether the rewards' rules are met.</param>
internal sealed record SchemeAnswer(
    string ManagerId,
    decimal Composite,
    string Grade,
    decimal[] Contributions,
    KpiAnswer Kpi,
    FeedbackAnswer Feedback,
    decimal[] Goals,
    decimal[] Dimensions,
    bool[] Promotion,
    bool[] Training,
    decimal[] Figures,
    bool[] Rewards);

internal sealed record KpiAnswer(decimal Score, decimal MeanOfMonths, decimal MeanOfQuarters, PeriodAnswer[] Months, PeriodAnswer[] Quarters, PeriodAnswer Year)
{
    /// <summary>The score before rounding; not part of the answer.</summary>
    internal decimal Unrounded { get; init; }
}

internal sealed record PeriodAnswer(decimal Score, string Grade, IndicatorAnswer[] Indicators)
{
    /// <summary>The score before rounding; not part of the answer.</summary>
    internal decimal Unrounded { get; init; }
}

internal readonly record struct IndicatorAnswer(decimal? Actual, decimal? Target, decimal? Ratio, decimal Score, decimal Weight, decimal Contribution);

internal sealed record FeedbackAnswer(decimal Score, CompetencyAnswer[] Competencies)
{
    /// <summary>The score before rounding; not part of the answer.</summary>
    internal decimal Unrounded { get; init; }
}

internal sealed record CompetencyAnswer(decimal? Score, decimal? Self, decimal?[] Groups)
{
    /// <summary>The score before rounding; not part of the answer.</summary>
    internal decimal? Unrounded { get; init; }
}

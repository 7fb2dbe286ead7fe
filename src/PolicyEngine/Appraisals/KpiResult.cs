using PolicyEngine.Documents;

namespace PolicyEngine.Appraisals;

/// <summary>The KPI component: period scores and their roll-up.</summary>
/// <param name="Score">The published roll-up.</param>
/// <param name="MeanOfMonths">Published mean of the months' unrounded scores.</param>
/// <param name="MeanOfQuarters">Published mean of the quarters' unrounded scores.</param>
/// <param name="MonthWeight">Percent of the months' mean in the roll-up.</param>
/// <param name="QuarterWeight">Percent of the quarters' mean in the roll-up.</param>
/// <param name="YearWeight">Percent of the year in the roll-up.</param>
/// <param name="Months">The months in order.</param>
/// <param name="Quarters">The quarters in order.</param>
/// <param name="Year">The whole year.</param>
public sealed record KpiResult(
    decimal? Score,
    decimal? MeanOfMonths,
    decimal? MeanOfQuarters,
    decimal MonthWeight,
    decimal QuarterWeight,
    decimal YearWeight,
    IReadOnlyList<PeriodResult> Months,
    IReadOnlyList<PeriodResult> Quarters,
    PeriodResult Year);

/// <summary>The scorecard of one period.</summary>
/// <param name="Type"><c>month</c>, <c>quarter</c> or <c>year</c>.</param>
/// <param name="Index">1-based month or quarter; 1 for the year.</param>
/// <param name="Score">The published score; <see langword="null"/> while undetermined.</param>
/// <param name="Grade">The grade of the published score.</param>
/// <param name="Indicators">The period's indicators.</param>
/// <param name="Missing">Paths of the fields missing for it.</param>
public sealed record PeriodResult(
    string Type, int Index, decimal? Score, string? Grade, IReadOnlyList<IndicatorScore> Indicators, IReadOnlyList<string> Missing)
{
    /// <summary>The score before rounding, which rules compare with thresholds. It is not part of the published result.</summary>
    internal decimal? Unrounded { get; init; }
}

/// <summary>The status of an indicator in one period.</summary>
public enum IndicatorStatus
{
    /// <summary>It was measured and scored.</summary>
    Scored,

    /// <summary>Its data is missing and its weight went to the others.</summary>
    Redistributed,

    /// <summary>Its data is missing and it counts as zero.</summary>
    Zeroed,

    /// <summary>It does not apply to this person or period; its weight went to the others.</summary>
    NotApplicable,

    /// <summary>Its data is missing, and the policy asks for it.</summary>
    Missing,
}

/// <summary>One indicator in one period.</summary>
/// <param name="Id">The indicator's id.</param>
/// <param name="Status">How it counts.</param>
/// <param name="Actual">What was achieved: a sum, a mean or a rate, by the indicator's aggregation.</param>
/// <param name="Target">The target, if the method has one.</param>
/// <param name="Ratio">Actual ÷ target in percent, if the method has a target; published value.</param>
/// <param name="Score">The indicator's score; published value.</param>
/// <param name="Weight">The weight it counted with in this period, in percent of the period's score, after redistribution; published value.</param>
/// <param name="Contribution">What it adds to the period's score; published value.</param>
public sealed record IndicatorScore(
    string Id,
    IndicatorStatus Status,
    decimal? Actual,
    decimal? Target,
    decimal? Ratio,
    decimal? Score,
    decimal? Weight,
    decimal? Contribution)
{
    /// <summary>The score before rounding, which rules compare with thresholds. It is not part of the published result.</summary>
    internal decimal? Unrounded { get; init; }
}

/// <summary>An indicator as the policy defines it.</summary>
/// <param name="Id">The indicator's id.</param>
/// <param name="Title">The display title.</param>
/// <param name="Weight">Percent of the full scorecard.</param>
/// <param name="Method">Its scoring method: <c>ratio</c>, <c>steps</c>, <c>linear</c>, <c>points</c> or <c>allOrNothing</c>.</param>
/// <param name="MethodText">The method with its numbers, in words.</param>
/// <param name="Unit">The unit of actual and target, in words.</param>
/// <param name="Full">The score that counts as the target met (the target line of a bar chart), usually 100.</param>
public sealed record IndicatorInfo(
    string Id, LocalizedText Title, decimal Weight, string Method, LocalizedText MethodText, LocalizedText? Unit, decimal Full);

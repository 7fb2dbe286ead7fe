using PolicyEngine.Documents;

namespace PolicyEngine.Appraisals;

/// <summary>The KPI component: the scores of the periods and their roll-up.</summary>
/// <param name="Score">
/// The published roll-up: the months' mean, the quarters' mean and the year, by their weights. Left out if one with a weight is undetermined.
/// </param>
/// <param name="MeanOfMonths">The published mean of the months' unrounded scores; left out if a month is undetermined, or if months are not scored.</param>
/// <param name="MeanOfQuarters">
/// The published mean of the quarters' unrounded scores; left out if a quarter is undetermined, or if quarters are not scored.
/// </param>
/// <param name="MonthWeight">The weight of the months' mean in the roll-up, in percent.</param>
/// <param name="QuarterWeight">The weight of the quarters' mean in the roll-up, in percent.</param>
/// <param name="YearWeight">The weight of the year in the roll-up, in percent.</param>
/// <param name="Months">The twelve months in order; empty if the policy does not score months.</param>
/// <param name="Quarters">The four quarters in order; empty if the policy does not score quarters.</param>
/// <param name="Year">The year as a whole.</param>
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
/// <param name="Type">The type of the period: <c>month</c>, <c>quarter</c> or <c>year</c>.</param>
/// <param name="Index">The number of the month or quarter, from 1; 1 for the year.</param>
/// <param name="Score">The published score; left out if it is undetermined.</param>
/// <param name="Grade">The grade of the published score; left out without a score.</param>
/// <param name="Indicators">The indicators that the policy scores in this type of period.</param>
/// <param name="Missing">The paths of the fields that are missing for the score. Empty if there is a score.</param>
public sealed record PeriodResult(
    string Type, int Index, decimal? Score, string? Grade, IReadOnlyList<IndicatorScore> Indicators, IReadOnlyList<string> Missing)
{
    /// <summary>The score before rounding, which rules compare with thresholds. It is not part of the published result.</summary>
    internal decimal? Unrounded { get; init; }
}

/// <summary>
/// The status of an indicator in one period: <c>scored</c>; <c>redistributed</c>, if its data is missing and its weight went to the others; <c>zeroed</c>, if
/// its data is missing and it counts as zero; <c>notApplicable</c>, if it does not apply and its weight went to the others; or <c>missing</c>, if its data is
/// missing and so the period has no score.
/// </summary>
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

/// <summary>The result of one indicator in one period.</summary>
/// <param name="Id">The indicator's id.</param>
/// <param name="Status">How the indicator counts.</param>
/// <param name="Actual">What was achieved, in the indicator's unit: a sum, a mean or a rate, by its aggregation. Left out if it is missing.</param>
/// <param name="Target">The target, in the indicator's unit; left out if it is missing, or if the scoring method has none.</param>
/// <param name="Ratio">The published value of actual ÷ target in percent; left out if either is missing, or if the scoring method has no target.</param>
/// <param name="Score">The published score; left out if the indicator does not count.</param>
/// <param name="Weight">
/// The published weight in percent of the period's score, after redistribution; 0 if the indicator does not count, left out if the period has no score.
/// </param>
/// <param name="Contribution">
/// The published part of the period's score that comes from this indicator; left out if it does not count, or if the period has no score.
/// </param>
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
/// <param name="Title">The indicator's display title.</param>
/// <param name="Weight">The weight in percent, as the policy defines it: before any redistribution.</param>
/// <param name="Method">The scoring method: <c>ratio</c>, <c>steps</c>, <c>linear</c>, <c>points</c> or <c>allOrNothing</c>.</param>
/// <param name="MethodText">The scoring method with its numbers, in words.</param>
/// <param name="Unit">The unit of actual and target, in words; left out if the policy names none.</param>
/// <param name="Full">The score at which the target is met, usually 100: the target line of a bar chart.</param>
public sealed record IndicatorInfo(
    string Id, LocalizedText Title, decimal Weight, string Method, LocalizedText MethodText, LocalizedText? Unit, decimal Full);

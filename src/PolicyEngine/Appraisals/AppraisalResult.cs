using PolicyEngine.Documents;
using PolicyEngine.Workflows;

namespace PolicyEngine.Appraisals;

/// <summary>Everything one appraisal says about one person; a pure function of facts and document versions.</summary>
/// <param name="Subject">Who was appraised, for what period.</param>
/// <param name="Scores">The scores, from indicators up to the composite and the grade.</param>
/// <param name="Promotion">The promotion policy's answer; <see langword="null"/> when the scheme has none.</param>
/// <param name="Training">The training policy's answer; <see langword="null"/> when the scheme has none.</param>
/// <param name="Reward">The reward policy's answer; <see langword="null"/> when the scheme has none.</param>
public sealed record AppraisalResult(
    AppraisalSubject Subject,
    WeightingResult Scores,
    PolicyResult? Promotion,
    PolicyResult? Training,
    PolicyResult? Reward);

/// <summary>The person and the period, as the fact model's <c>about</c> names them.</summary>
/// <param name="Id">The person's id, verbatim.</param>
/// <param name="Name">The person's name; <see langword="null"/> when not given.</param>
/// <param name="Level">The job level; <see langword="null"/> when not given.</param>
/// <param name="Year">The year appraised; <see langword="null"/> when not given.</param>
public sealed record AppraisalSubject(string Id, string? Name, string? Level, int? Year);

/// <summary>What a rule policy answered.</summary>
/// <param name="Outcome">For promotion: all top-level rules together (Kleene and). For other kinds <see langword="null"/>: each rule stands alone.</param>
/// <param name="Events">The success events of the top-level rules that were met, in order.</param>
/// <param name="Missing">Fields that any undetermined rule misses, without repeats.</param>
/// <param name="Rules">Every top-level rule's result.</param>
public sealed record PolicyResult(
    Outcome? Outcome,
    IReadOnlyList<string> Events,
    IReadOnlyList<string> Missing,
    IReadOnlyList<RuleResult> Rules);

/// <summary>The scores of a weighting policy. All numbers are published values: rounded once, by the policy's rounding.</summary>
/// <param name="Composite">The weighted mean of the components; <see langword="null"/> while a component is undetermined.</param>
/// <param name="Grade">The grade of the published composite; <see langword="null"/> with it.</param>
/// <param name="Missing">Paths of the fields that the composite lacks.</param>
/// <param name="Components">KPI, 360° feedback and goals, with their weights.</param>
/// <param name="Kpi">How the KPI component came about.</param>
/// <param name="Indicators">The indicators as the policy defines them, for tables and charts.</param>
/// <param name="Feedback360">How the 360° component came about.</param>
/// <param name="Goals">How the goals component came about.</param>
/// <param name="Dimensions">The results of the policy's workflow: the profile of the six dimensions.</param>
public sealed record WeightingResult(
    decimal? Composite,
    string? Grade,
    IReadOnlyList<string> Missing,
    IReadOnlyList<ComponentResult> Components,
    KpiResult Kpi,
    IReadOnlyList<IndicatorInfo> Indicators,
    Feedback360Result Feedback360,
    GoalsResult Goals,
    IReadOnlyList<RuleResult> Dimensions)
{
    /// <summary>Data that is there and could not be used, such as a value outside all bands or an entry that names no known period; usually empty.</summary>
    public IReadOnlyList<EvaluationFault> Faults { get; init; } = [];
}

/// <summary>One component of the composite.</summary>
/// <param name="Id"><c>kpi</c>, <c>feedback360</c> or <c>goals</c>.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Weight">Percent of the composite.</param>
/// <param name="Score">The published score; <see langword="null"/> while undetermined.</param>
/// <param name="Contribution">Weight × score ÷ 100, rounded to the composite's places, for display.</param>
/// <param name="Missing">Paths of the fields it lacks.</param>
public sealed record ComponentResult(
    string Id, LocalizedText Title, decimal Weight, decimal? Score, decimal? Contribution, IReadOnlyList<string> Missing)
{
    /// <summary>The score before rounding: what rules compare with thresholds. It is not part of the published answer.</summary>
    internal decimal? Unrounded { get; init; }
}

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
/// <param name="Missing">Paths of the fields it lacks.</param>
public sealed record PeriodResult(
    string Type, int Index, decimal? Score, string? Grade, IReadOnlyList<IndicatorScore> Indicators, IReadOnlyList<string> Missing)
{
    /// <summary>The score before rounding: what rules compare with thresholds. It is not part of the published answer.</summary>
    internal decimal? Unrounded { get; init; }
}

/// <summary>How an indicator stands in one period.</summary>
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
/// <param name="Target">What was asked for, where the method has a target.</param>
/// <param name="Ratio">Actual ÷ target in percent, where the method has a target; published value.</param>
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
    /// <summary>The score before rounding: what rules compare with thresholds. It is not part of the published answer.</summary>
    internal decimal? Unrounded { get; init; }
}

/// <summary>An indicator as the policy defines it.</summary>
/// <param name="Id">The indicator's id.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Weight">Percent of the full scorecard.</param>
/// <param name="Method">Its scoring method: <c>ratio</c>, <c>steps</c>, <c>linear</c>, <c>points</c> or <c>allOrNothing</c>.</param>
/// <param name="MethodText">The method with its numbers, in words.</param>
/// <param name="Unit">The unit of actual and target, in words.</param>
/// <param name="Full">The score that counts as the target met (the target line of a bar chart), usually 100.</param>
public sealed record IndicatorInfo(
    string Id, LocalizedText Title, decimal Weight, string Method, LocalizedText MethodText, LocalizedText? Unit, decimal Full);

/// <summary>The 360° component.</summary>
/// <param name="Score">The published score on the component's scale; <see langword="null"/> when held.</param>
/// <param name="Held">Why there is no score although there are ratings; <see langword="null"/> otherwise.</param>
/// <param name="Groups">The rater groups.</param>
/// <param name="Competencies">The competencies.</param>
public sealed record Feedback360Result(
    decimal? Score, LocalizedText? Held, IReadOnlyList<RaterGroupResult> Groups, IReadOnlyList<CompetencyResult> Competencies);

/// <summary>How a rater group stands.</summary>
public enum RaterGroupStatus
{
    /// <summary>Enough raters; it counts.</summary>
    Counted,

    /// <summary>Too few raters: neither shown nor counted.</summary>
    Suppressed,

    /// <summary>The person has no such raters.</summary>
    NotApplicable,

    /// <summary>Raters of this group did not observe this competency.</summary>
    NotObserved,
}

/// <summary>One rater group over all competencies.</summary>
/// <param name="Id">The group's id.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Weight">Percent before suppression.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Raters">How many raters, as shown: a number, or <c>n&lt;3</c> when suppressed.</param>
public sealed record RaterGroupResult(string Id, LocalizedText Title, decimal Weight, RaterGroupStatus Status, string Raters);

/// <summary>One competency.</summary>
/// <param name="Id">The competency's id.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Score">The published weighted mean on the rating scale (1–5); <see langword="null"/> when no group counts.</param>
/// <param name="Self">The mean of self ratings, never counted.</param>
/// <param name="Groups">What each group says, in the order of the groups.</param>
public sealed record CompetencyResult(
    string Id, LocalizedText Title, decimal? Score, decimal? Self, IReadOnlyList<CompetencyGroupResult> Groups)
{
    /// <summary>The score before rounding: what rules compare with thresholds. It is not part of the published answer.</summary>
    internal decimal? Unrounded { get; init; }
}

/// <summary>What one rater group says on one competency.</summary>
/// <param name="Id">The group's id.</param>
/// <param name="Mean">The published mean of its ratings; <see langword="null"/> unless counted.</param>
/// <param name="Status">How it stands for this competency.</param>
public sealed record CompetencyGroupResult(string Id, decimal? Mean, RaterGroupStatus Status);

/// <summary>The goals component.</summary>
/// <param name="Score">The published weighted progress; <see langword="null"/> while undetermined.</param>
/// <param name="Items">The goals.</param>
public sealed record GoalsResult(decimal? Score, IReadOnlyList<GoalResult> Items);

/// <summary>One personal development goal.</summary>
/// <param name="Title">The goal's name; <see langword="null"/> when not given.</param>
/// <param name="Weight">Percent; all goals sum to 100.</param>
/// <param name="Progress">0–100.</param>
/// <param name="Contribution">Weight × progress ÷ 100; published value.</param>
public sealed record GoalResult(string? Title, decimal? Weight, decimal? Progress, decimal? Contribution);

using PolicyEngine.Documents;
using PolicyEngine.Workflows;

namespace PolicyEngine.Appraisals;

/// <summary>The scores of a weighting policy. All numbers are published values: rounded once, by the policy's rounding.</summary>
/// <param name="Composite">The weighted mean of the components; <see langword="null"/> while a component is undetermined.</param>
/// <param name="Grade">The grade of the published composite; <see langword="null"/> with it.</param>
/// <param name="Missing">Paths of the fields missing for the composite.</param>
/// <param name="Components">KPI, 360° feedback and goals, with their weights.</param>
/// <param name="Kpi">How the KPI component was computed.</param>
/// <param name="Indicators">The indicators as the policy defines them, for tables and charts.</param>
/// <param name="Feedback360">How the 360° component was computed.</param>
/// <param name="Goals">How the goals component was computed.</param>
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
    /// <summary>Data that was given but could not be used, such as a value outside all bands or an entry for no known period; usually empty.</summary>
    public IReadOnlyList<EvaluationFault> Faults { get; init; } = [];
}

/// <summary>One component of the composite.</summary>
/// <param name="Id"><c>kpi</c>, <c>feedback360</c> or <c>goals</c>.</param>
/// <param name="Title">The display title.</param>
/// <param name="Weight">Percent of the composite.</param>
/// <param name="Score">The published score; <see langword="null"/> while undetermined.</param>
/// <param name="Contribution">Weight × score ÷ 100, rounded to the composite's places, for display.</param>
/// <param name="Missing">Paths of the fields missing for it.</param>
public sealed record ComponentResult(
    string Id, LocalizedText Title, decimal Weight, decimal? Score, decimal? Contribution, IReadOnlyList<string> Missing)
{
    /// <summary>The score before rounding, which rules compare with thresholds. It is not part of the published result.</summary>
    internal decimal? Unrounded { get; init; }
}

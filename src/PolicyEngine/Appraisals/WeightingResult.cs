using PolicyEngine.Documents;
using PolicyEngine.Workflows;

namespace PolicyEngine.Appraisals;

/// <summary>
/// The scores of a weighting policy. All numbers are published values: each is computed without intermediate rounding, and rounded once by the policy's
/// <c>rounding</c>.
/// </summary>
/// <param name="Composite">The weighted mean of the components; left out if a component with a weight is undetermined.</param>
/// <param name="Grade">The grade of the published composite; left out without a composite.</param>
/// <param name="Missing">The paths of the fields that are missing for the composite. Empty if there is a composite.</param>
/// <param name="Components">KPI, 360° feedback and goals, in this order, with their weights.</param>
/// <param name="Kpi">How the KPI component was computed.</param>
/// <param name="Indicators">The indicators as the policy defines them, in its order, for tables and charts.</param>
/// <param name="Feedback360">How the 360° component was computed.</param>
/// <param name="Goals">How the goals component was computed.</param>
/// <param name="Dimensions">The results of the rules in the policy's own workflow, such as a profile of six dimensions. Empty without a workflow.</param>
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
/// <param name="Id">The id: <c>kpi</c>, <c>feedback360</c> or <c>goals</c>.</param>
/// <param name="Title">The component's display title.</param>
/// <param name="Weight">The weight in percent of the composite.</param>
/// <param name="Score">The published score; left out if it is undetermined.</param>
/// <param name="Contribution">Weight × score ÷ 100, rounded to the composite's decimal places, for display; left out without a score.</param>
/// <param name="Missing">The paths of the fields that are missing for the score. Empty if there is a score.</param>
public sealed record ComponentResult(
    string Id, LocalizedText Title, decimal Weight, decimal? Score, decimal? Contribution, IReadOnlyList<string> Missing)
{
    /// <summary>The score before rounding, which rules compare with thresholds. It is not part of the published result.</summary>
    internal decimal? Unrounded { get; init; }
}

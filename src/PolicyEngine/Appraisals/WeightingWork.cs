using PolicyEngine.Appraisals.Feedback;
using PolicyEngine.Appraisals.Kpi;
using PolicyEngine.Decimals;
using PolicyEngine.Workflows;

namespace PolicyEngine.Appraisals;

/// <summary>
/// Everything that a weighting policy reads and computes of one person, as plain values in memory that is used again for the next: answers are written
/// straight from it, and objects are only made for those who ask for them. Whoever rents it owns it until it is given back.
/// </summary>
/// <param name="indicators">The indicators, in the policy's order.</param>
/// <param name="ratings">The ratings; <see langword="null"/> when the policy has no 360° component.</param>
/// <param name="kpi">Takes the KPI component.</param>
/// <param name="feedback">Takes the 360° component.</param>
internal sealed class WeightingWork(IndicatorYear[] indicators, RatingTally? ratings, KpiWork kpi, FeedbackWork feedback)
{
    private readonly GoalsWork _goals = new();

    /// <summary>The indicators, in the policy's order.</summary>
    public IndicatorYear[] Indicators => indicators;

    /// <summary>The ratings.</summary>
    public RatingTally? Ratings => ratings;

    /// <summary>The KPI component.</summary>
    public KpiWork Kpi => kpi;

    /// <summary>The 360° component; empty when the policy has none.</summary>
    public FeedbackWork Feedback => feedback;

    /// <summary>The goals component; empty when the policy has none.</summary>
    public GoalsWork Goals => _goals;

    /// <summary>One of the components, by its place among <see cref="WeightingCalculator.ComponentIds"/>.</summary>
    public ComponentWork Component(int place) => place switch
    {
        0 => kpi,
        1 => feedback,
        _ => _goals,
    };

    /// <summary>The published composite; none while undetermined.</summary>
    public DecimalParts Composite { get; set; } = DecimalParts.None;

    /// <summary>The grade of the published composite.</summary>
    public string? Grade { get; set; }

    /// <summary>Paths of the fields missing for the composite.</summary>
    public IReadOnlyList<string> Missing { get; set; } = [];

    /// <summary>Data that could not be used.</summary>
    public List<EvaluationFault> Faults { get; } = [];

    /// <summary>Forgets the person.</summary>
    public void Clear()
    {
        foreach (var indicator in indicators)
            indicator.Clear();
        ratings?.Clear();
        kpi.Clear();
        feedback.Clear();
        _goals.Clear();
        Composite = DecimalParts.None;
        Grade = null;
        Missing = [];
        Faults.Clear();
    }
}

using PolicyEngine.Appraisals.Feedback;
using PolicyEngine.Appraisals.Kpi;
using PolicyEngine.Decimals;
using PolicyEngine.Workflows;

namespace PolicyEngine.Appraisals;

/// <summary>
/// Everything that a weighting policy reads and computes for one person, as plain values in memory that is reused for the next person. Answers are written
/// directly from it, and objects are created only on request. Whoever rents it owns it until giving it back.
/// </summary>
/// <param name="indicators">The indicators, in the policy's order.</param>
/// <param name="ratings">The ratings; <see langword="null"/> when the policy has no 360° component.</param>
/// <param name="kpi">The memory for the KPI component.</param>
/// <param name="feedback">The memory for the 360° component.</param>
internal sealed class WeightingWork(IndicatorYear[] indicators, RatingTally? ratings, KpiWork kpi, FeedbackWork feedback)
{
    private readonly GoalsWork _goals = new();

    /// <summary>The indicators, in the policy's order.</summary>
    public IndicatorYear[] Indicators => indicators;

    /// <summary>The ratings; <see langword="null"/> when the policy has no 360° component.</summary>
    public RatingTally? Ratings => ratings;

    /// <summary>The KPI component.</summary>
    public KpiWork Kpi => kpi;

    /// <summary>The 360° component; empty when the policy has none.</summary>
    public FeedbackWork Feedback => feedback;

    /// <summary>The goals component; empty when the policy has none.</summary>
    public GoalsWork Goals => _goals;

    /// <summary>Returns a component by its index in <see cref="WeightingCalculator.ComponentIds"/>.</summary>
    public ComponentWork Component(int place) => place switch
    {
        0 => kpi,
        1 => feedback,
        _ => _goals,
    };

    /// <summary>The published composite; none when undetermined.</summary>
    public DecimalParts Composite { get; set; } = DecimalParts.None;

    /// <summary>The grade of the published composite; <see langword="null"/> when undetermined.</summary>
    public string? Grade { get; set; }

    /// <summary>The paths of the fields that are missing for the composite.</summary>
    public IReadOnlyList<string> Missing { get; set; } = [];

    /// <summary>The faults of data that could not be used.</summary>
    public List<EvaluationFault> Faults { get; } = [];

    /// <summary>Clears the person's data.</summary>
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

using PolicyEngine.Workflows;

namespace PolicyEngine.Appraisals;

/// <summary>The facts of one person that a weighting policy reads, as plain values, and what is computed on the way; used again for the next.</summary>
/// <param name="indicators">The indicators, in the policy's order.</param>
/// <param name="ratings">The ratings; <see langword="null"/> when the policy has no 360° component.</param>
internal sealed class WeightingWork(IndicatorYear[] indicators, RatingTally? ratings)
{
    /// <summary>The indicators, in the policy's order.</summary>
    public IndicatorYear[] Indicators => indicators;

    /// <summary>The ratings.</summary>
    public RatingTally? Ratings => ratings;

    /// <summary>The goals; <see langword="null"/> when the list is missing.</summary>
    public GoalRow[]? Goals { get; set; }

    /// <summary>Data that could not be used.</summary>
    public List<EvaluationFault> Faults { get; } = [];

    /// <summary>Forgets the person.</summary>
    public void Clear()
    {
        foreach (var indicator in indicators)
            indicator.Clear();
        ratings?.Clear();
        Goals = null;
        Faults.Clear();
    }
}

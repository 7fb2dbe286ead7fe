namespace PolicyEngine.Appraisals;

/// <summary>The personal development goals component.</summary>
/// <param name="Score">
/// The published sum of weight × progress ÷ 100 over all goals; left out if there are no goals, if a weight or progress is missing, or if the weights do not
/// sum to 100.
/// </param>
/// <param name="Items">The goals, in the order of the facts.</param>
public sealed record GoalsResult(decimal? Score, IReadOnlyList<GoalResult> Items);

/// <summary>One personal development goal.</summary>
/// <param name="Title">The goal's name; left out if the facts have none.</param>
/// <param name="Weight">The weight in percent; left out if the facts have none. The weights of all goals must sum to 100.</param>
/// <param name="Progress">The progress in percent, as in the facts; left out if the facts have none.</param>
/// <param name="Contribution">The published value of weight × progress ÷ 100; left out if either is missing.</param>
public sealed record GoalResult(string? Title, decimal? Weight, decimal? Progress, decimal? Contribution);

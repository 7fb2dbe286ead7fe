namespace PolicyEngine.Appraisals;

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

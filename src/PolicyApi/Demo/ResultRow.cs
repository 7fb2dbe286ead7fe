using PolicyApi.Appraisals;
using PolicyEngine.Decimals;
using PolicyEngine.Workflows;

namespace PolicyApi.Demo;

/// <summary>One row of the demo's table.</summary>
internal static class ResultRow
{
    private const string BonusRule = "BONUS_AMOUNT";

    /// <summary>The names of the columns.</summary>
    public static IReadOnlyList<string> Head { get; } =
        ["id", "name", ">composite", "grade", ">bonus", "promotion", "training", "missing"];

    /// <summary>Returns the cells of one appraisal.</summary>
    public static IReadOnlyList<string> Of(Appraisal appraisal) =>
    [
        appraisal.Subject.Id,
        appraisal.Subject.Name ?? "–",
        Number(appraisal.Scores.Composite),
        appraisal.Scores.Grade ?? "–",
        Number(appraisal.Reward?.Rules.FirstOrDefault(r => string.Equals(r.Name, BonusRule, StringComparison.Ordinal))?.Output as decimal?),
        Outcome(appraisal.Promotion?.Outcome),
        appraisal.Training is { Events.Count: > 0 } training ? string.Join(' ', training.Events) : "–",
        Missing(appraisal),
    ];

    private static string Number(decimal? value) => value is { } number ? ExactDecimal.ToText(number) : "–";

    private static string Outcome(Outcome? outcome) => outcome switch
    {
        PolicyEngine.Workflows.Outcome.Met => "met",
        PolicyEngine.Workflows.Outcome.NotMet => "not met",
        PolicyEngine.Workflows.Outcome.Undetermined => "undetermined",
        _ => "–",
    };

    private static string Missing(Appraisal appraisal)
    {
        var paths = appraisal.Scores.Missing
            .Concat(appraisal.Promotion?.Missing ?? [])
            .Concat(appraisal.Training?.Missing ?? [])
            .Concat(appraisal.Reward?.Missing ?? [])
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return paths.Count switch
        {
            0 => "–",
            <= 2 => string.Join(' ', paths),
            _ => $"{paths[0]} {paths[1]} and {paths.Count - 2} more",
        };
    }
}

using PolicyEngine.Documents;

namespace PolicyEngine.Workflows;

/// <summary>The words that people read for outcomes.</summary>
public static class OutcomeWords
{
    private static readonly LocalizedText Met = new("met", "符合");
    private static readonly LocalizedText NotMet = new("not met", "不符合");
    private static readonly LocalizedText Undetermined = new("undetermined", "无法判定");

    /// <summary>Returns the word for an outcome in both languages.</summary>
    /// <param name="outcome">The outcome.</param>
    public static LocalizedText Of(Outcome outcome) => outcome switch
    {
        Outcome.Met => Met,
        Outcome.NotMet => NotMet,
        _ => Undetermined,
    };
}

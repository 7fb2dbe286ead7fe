namespace PolicyEngine.Workflows;

/// <summary>Kleene's three-valued connectives over outcomes.</summary>
public static class OutcomeLogic
{
    /// <summary>Met when all are, not met when any is not; met for none at all.</summary>
    public static Outcome All(IEnumerable<Outcome> outcomes) => Decide(outcomes, decisive: Outcome.NotMet, otherwise: Outcome.Met);

    /// <summary>Met when any is, not met when none is.</summary>
    public static Outcome Any(IEnumerable<Outcome> outcomes) => Decide(outcomes, decisive: Outcome.Met, otherwise: Outcome.NotMet);

    /// <summary>A policy's rules together: as in a group whose rules are all disabled, an empty group is not met.</summary>
    public static Outcome Together(IReadOnlyCollection<RuleResult> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return rules.Count == 0 ? Outcome.NotMet : All(rules.Select(r => r.Outcome));
    }

    private static Outcome Decide(IEnumerable<Outcome> outcomes, Outcome decisive, Outcome otherwise)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        var answer = otherwise;
        foreach (var outcome in outcomes)
        {
            if (outcome == decisive)
                return decisive;
            if (outcome == Outcome.Undetermined)
                answer = Outcome.Undetermined;
        }

        return answer;
    }
}

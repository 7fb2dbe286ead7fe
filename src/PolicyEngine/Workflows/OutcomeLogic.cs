namespace PolicyEngine.Workflows;

/// <summary>Kleene's three-valued connectives over outcomes.</summary>
public static class OutcomeLogic
{
    /// <summary>Returns met when all outcomes are met (also for none at all), not met when any is not met, otherwise undetermined.</summary>
    public static Outcome All(IEnumerable<Outcome> outcomes) => Decide(outcomes, decisive: Outcome.NotMet, otherwise: Outcome.Met);

    /// <summary>Returns met when any outcome is met, not met when all are not met (also for none at all), otherwise undetermined.</summary>
    public static Outcome Any(IEnumerable<Outcome> outcomes) => Decide(outcomes, decisive: Outcome.Met, otherwise: Outcome.NotMet);

    /// <summary>Returns the joint outcome of a policy's rules. As in RulesEngine, a group without enabled rules is not met.</summary>
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

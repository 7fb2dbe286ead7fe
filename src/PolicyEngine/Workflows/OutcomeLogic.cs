namespace PolicyEngine.Workflows;

/// <summary>Joins the outcomes of rules by Kleene's three-valued logic.</summary>
public static class OutcomeLogic
{
    /// <summary>Returns the joint outcome of a policy's rules. As in RulesEngine, a group without enabled rules is not met.</summary>
    public static Outcome Together(IReadOnlyCollection<RuleResult> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return rules.Count == 0 ? Outcome.NotMet : All(rules.Select(r => r.Outcome));
    }

    /// <summary>Kleene's conjunction: met if all outcomes are met, not met if any is not met, otherwise undetermined.</summary>
    private static Outcome All(IEnumerable<Outcome> outcomes)
    {
        var answer = Outcome.Met;
        foreach (var outcome in outcomes)
        {
            if (outcome == Outcome.NotMet)
                return Outcome.NotMet;
            if (outcome == Outcome.Undetermined)
                answer = Outcome.Undetermined;
        }

        return answer;
    }
}

namespace PolicyEngine.Workflows;

/// <summary>
/// Counts the rules to be compiled before any of them is compiled: nested ones, and called ones once for every
/// caller. A few lines can produce millions of them.
/// </summary>
/// <param name="called">The rule that a call names; <see langword="null"/> when there is none.</param>
/// <param name="most">The number at which counting stops.</param>
internal sealed class RuleCount(Func<CallDefinition, RuleDefinition?> called, int most)
{
    private readonly Dictionary<RuleDefinition, int> _counted = new(ReferenceEqualityComparer.Instance);

    /// <summary>The number of rules, at most one more than the maximum.</summary>
    public int Of(IEnumerable<RuleDefinition> rules) => rules.Aggregate(0, (sum, rule) => Math.Min(most + 1, sum + Of(rule)));

    private int Of(RuleDefinition rule)
    {
        if (_counted.TryGetValue(rule, out var known))
            return known;
        _counted[rule] = 0; // Recursive calls are refused elsewhere.
        var calls = new[] { rule.OnSuccess, rule.OnFailure }.OfType<CallDefinition>().Select(called).OfType<RuleDefinition>();
        return _counted[rule] = Math.Min(most + 1, 1 + Of(rule.Rules.Concat(calls)));
    }
}

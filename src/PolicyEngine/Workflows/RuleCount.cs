namespace PolicyEngine.Workflows;

/// <summary>
/// Counts the rules to be compiled before any of them is compiled. Nested rules count, and called rules count once for every caller, because a few lines can
/// produce millions of them.
/// </summary>
/// <param name="called">Returns the rule that a call names; <see langword="null"/> if there is none.</param>
/// <param name="most">The maximum; counting stops once it is exceeded.</param>
internal sealed class RuleCount(Func<CallDefinition, RuleDefinition?> called, int most)
{
    private readonly Dictionary<RuleDefinition, int> _counted = new(ReferenceEqualityComparer.Instance);

    /// <summary>Returns the number of rules, at most one more than the maximum.</summary>
    public int Of(IEnumerable<RuleDefinition> rules) => rules.Aggregate(0, (sum, rule) => Math.Min(most + 1, sum + Of(rule)));

    private int Of(RuleDefinition rule)
    {
        if (_counted.TryGetValue(rule, out var known))
            return known;
        _counted[rule] = 0; // Ends recursion; recursive calls are reported elsewhere.
        var calls = new[] { rule.OnSuccess, rule.OnFailure }.OfType<CallDefinition>().Select(called).OfType<RuleDefinition>();
        return _counted[rule] = Math.Min(most + 1, 1 + Of(rule.Rules.Concat(calls)));
    }
}

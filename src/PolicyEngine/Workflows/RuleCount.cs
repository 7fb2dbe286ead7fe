namespace PolicyEngine.Workflows;

/// <summary>
/// Counts the rules that compiling comes to before any of them is compiled: nested ones, and called ones once for every
/// caller, of which a few lines can make millions.
/// </summary>
/// <param name="called">The rule that a call names; <see langword="null"/> when there is none.</param>
/// <param name="most">From here on nothing is counted any more.</param>
internal sealed class RuleCount(Func<CallDefinition, RuleDefinition?> called, int most)
{
    private readonly Dictionary<RuleDefinition, int> _counted = new(ReferenceEqualityComparer.Instance);

    /// <summary>How many there are, at most one more than the most.</summary>
    public int Of(IEnumerable<RuleDefinition> rules) => rules.Aggregate(0, (sum, rule) => Math.Min(most + 1, sum + Of(rule)));

    private int Of(RuleDefinition rule)
    {
        if (_counted.TryGetValue(rule, out var known))
            return known;
        _counted[rule] = 0; // What calls itself is refused elsewhere.
        var calls = new[] { rule.OnSuccess, rule.OnFailure }.OfType<CallDefinition>().Select(called).OfType<RuleDefinition>();
        return _counted[rule] = Math.Min(most + 1, 1 + Of(rule.Rules.Concat(calls)));
    }
}

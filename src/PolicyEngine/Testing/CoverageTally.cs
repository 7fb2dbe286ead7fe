using PolicyEngine.Decimals;
using PolicyEngine.Documents;
using PolicyEngine.Policies;
using PolicyEngine.Workflows;

namespace PolicyEngine.Testing;

/// <summary>Counts which outcomes of which rules the tests have produced.</summary>
internal sealed class CoverageTally
{
    private const decimal Precision = 10_000;

    private readonly List<(string Name, LocalizedText Title, IReadOnlyList<Outcome> Possible)> _rules;
    private readonly Dictionary<(string Rule, Outcome Outcome), int> _seen = [];

    /// <summary>Starts with the enabled rules of the main workflow, none of their outcomes seen.</summary>
    public CoverageTally(PolicyDocument policy)
    {
        var rules = policy.Content.Workflow?.Main.Rules ?? [];
        _rules = [.. rules.SelectMany(WithNested).DistinctBy(r => r.Name, StringComparer.Ordinal)
            .Select(r => (r.Name, r.Title ?? new LocalizedText(r.Name, r.Name), PossibleOf(r)))];
    }

    /// <summary>Counts the outcomes of one answer.</summary>
    public void Add(PolicyAnswer answer)
    {
        foreach (var rule in answer.Rules)
        {
            var key = (rule.Name, rule.Outcome);
            _seen[key] = _seen.GetValueOrDefault(key) + 1;
        }
    }

    /// <summary>Returns the coverage so far.</summary>
    public RuleCoverage ToCoverage()
    {
        var rules = _rules.Select(SeenOf).ToList();
        var possible = _rules.Sum(r => r.Possible.Count);
        var seen = possible - rules.Sum(r => r.Unseen.Count);
        return new RuleCoverage(seen, possible, possible == 0 ? 1 : Share(seen, possible), rules);
    }

    /// <summary>Returns part ÷ whole, truncated to four decimal places, so that 1 means all.</summary>
    public static decimal Share(int part, int whole) => ExactDecimal.Normalize(decimal.Truncate(part * Precision / whole) / Precision);

    private RuleSeen SeenOf((string Name, LocalizedText Title, IReadOnlyList<Outcome> Possible) rule) => new(
        rule.Name, rule.Title, Count(rule.Name, Outcome.Met), Count(rule.Name, Outcome.NotMet), Count(rule.Name, Outcome.Undetermined),
        [.. rule.Possible.Where(o => Count(rule.Name, o) == 0)]);

    private int Count(string rule, Outcome outcome) => _seen.GetValueOrDefault((rule, outcome));

    private static Outcome[] PossibleOf(RuleDefinition rule)
    {
        if (rule.Expression is { Kind: SourceKind.String } expression && string.Equals(expression.Text.Trim(), "true", StringComparison.OrdinalIgnoreCase))
            return rule.OnSuccess is null ? [Outcome.Met] : [Outcome.Met, Outcome.Undetermined];
        return [Outcome.Met, Outcome.NotMet, Outcome.Undetermined];
    }

    private static IEnumerable<RuleDefinition> WithNested(RuleDefinition rule) =>
        rule.Enabled ? rule.Rules.SelectMany(WithNested).Prepend(rule) : [];
}

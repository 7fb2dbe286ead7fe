using PolicyEngine.Policies;
using PolicyEngine.Workflows;

namespace PolicyEngine.Impact;

/// <summary>An answer of any kind of policy, as impact compares it.</summary>
internal sealed class AnswerView
{
    private readonly Dictionary<string, RuleResult> _rules = new(StringComparer.Ordinal);

    /// <summary>Reads a decision without faults.</summary>
    public AnswerView(PolicyDecision decision)
    {
        var rules = decision.Result?.Rules ?? decision.Scores!.Dimensions;
        Outcome = decision.Result?.Outcome;
        Events = decision.Result?.Events ?? [];
        Scores = decision.Scores is { } scores
            ? [("composite", scores.Composite), ("grade", scores.Grade), .. scores.Components.Select(c => (c.Id, (object?)c.Score))]
            : [];
        foreach (var rule in rules)
            Add(rule);
    }

    /// <summary>Of a promotion policy: all rules together.</summary>
    public Outcome? Outcome { get; }

    /// <summary>What is granted or triggered.</summary>
    public IReadOnlyList<string> Events { get; }

    /// <summary>Of a weighting policy: the scores that are published at the top.</summary>
    public IReadOnlyList<(string Name, object? Value)> Scores { get; }

    /// <summary>Every rule, nested ones included, by name.</summary>
    public IReadOnlyDictionary<string, RuleResult> Rules => _rules;

    /// <summary>Everything that is granted to the subject: the events, and <c>met</c> when a promotion policy is.</summary>
    public IEnumerable<string> Favours => Outcome == Workflows.Outcome.Met ? Events.Prepend("met") : Events;

    private void Add(RuleResult rule)
    {
        _rules.TryAdd(rule.Name, rule);
        foreach (var nested in rule.Rules)
            Add(nested);
    }
}

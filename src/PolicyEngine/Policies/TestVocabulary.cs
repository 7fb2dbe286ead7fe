using PolicyEngine.Appraisals.Content;
using PolicyEngine.Documents;
using PolicyEngine.Workflows;

namespace PolicyEngine.Policies;

/// <summary>The names that the tests of a policy can use: its rules, outputs, events and scores.</summary>
internal sealed class TestVocabulary
{
    private readonly List<string> _ambiguous;

    /// <summary>Collects the names of a policy.</summary>
    public TestVocabulary(DocumentKind kind, WorkflowLibrary? workflow, WeightingContent? weighting)
    {
        Kind = kind;
        Weighting = weighting;
        var rules = (workflow?.All ?? []).SelectMany(w => w.Rules).SelectMany(WithNested).ToList();
        Rules = rules.Select(r => r.Name).ToHashSet(StringComparer.Ordinal);
        Outputs = rules.Where(r => r.OnSuccess is not null || r.OnFailure is not null).Select(r => r.Name).ToHashSet(StringComparer.Ordinal);
        Events = rules.Select(r => r.SuccessEvent).OfType<string>().ToHashSet(StringComparer.Ordinal);
        _ambiguous = [.. rules.GroupBy(r => r.Name, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key)];
    }

    /// <summary>The policy's kind.</summary>
    public DocumentKind Kind { get; }

    /// <summary>The content of a weighting policy; <see langword="null"/> for other kinds.</summary>
    public WeightingContent? Weighting { get; }

    /// <summary>The names of all rules, including nested ones.</summary>
    public IReadOnlySet<string> Rules { get; }

    /// <summary>The names of the rules that have an output.</summary>
    public IReadOnlySet<string> Outputs { get; }

    /// <summary>The success events of all rules.</summary>
    public IReadOnlySet<string> Events { get; }

    /// <summary>Whether several rules have a name.</summary>
    public bool IsAmbiguous(string rule) => _ambiguous.Contains(rule, StringComparer.Ordinal);

    private static IEnumerable<RuleDefinition> WithNested(RuleDefinition rule) => rule.Rules.SelectMany(WithNested).Prepend(rule);
}

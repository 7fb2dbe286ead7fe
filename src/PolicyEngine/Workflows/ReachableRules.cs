using PolicyEngine.Documents;

namespace PolicyEngine.Workflows;

/// <summary>Collects every rule that an accepted workflow evaluates.</summary>
internal sealed class ReachableRules
{
    private readonly WorkflowLibrary _library;
    private readonly List<RuleDefinition> _rules = [];
    private readonly HashSet<SourceNode> _called = new(ReferenceEqualityComparer.Instance);

    private ReachableRules(WorkflowLibrary library) => _library = library;

    /// <summary>
    /// Returns the enabled rules of the main workflow, including nested and injected ones and the rules that they call, each before those nested in it.
    /// </summary>
    public static IReadOnlyList<RuleDefinition> Of(WorkflowLibrary library)
    {
        var reachable = new ReachableRules(library);
        foreach (var rule in reachable.RulesOf(library.Main).Where(r => r.Enabled))
            reachable.Add(rule);
        return reachable._rules;
    }

    private void Add(RuleDefinition rule)
    {
        _rules.Add(rule);
        foreach (var nested in rule.Rules.Where(r => r.Enabled))
            Add(nested);
        AddCalled(rule.OnSuccess);
        AddCalled(rule.OnFailure);
    }

    // A called rule runs even if it is disabled.
    private void AddCalled(ActionDefinition? action)
    {
        if (action is not CallDefinition call || _library.Find(call.Workflow.Text) is not { } workflow)
            return;
        if (RulesOf(workflow).FirstOrDefault(r => string.Equals(r.Name, call.Rule.Text, StringComparison.Ordinal)) is { } called && _called.Add(called.Node))
            Add(called);
    }

    private IReadOnlyList<RuleDefinition> RulesOf(WorkflowDefinition workflow) => WorkflowInjection.RulesOf(workflow, _library, new DiagnosticBag(EngineLimits.Accepted), []);
}

using PolicyEngine.Documents;

namespace PolicyEngine.Workflows;

/// <summary>Adds the rules of injected workflows. As in RulesEngine, only rules are added, not global params.</summary>
internal sealed class WorkflowInjection
{
    private readonly WorkflowLibrary _library;
    private readonly DiagnosticBag _diagnostics;
    private readonly List<string> _underWay = [];
    private readonly HashSet<string> _injected;
    private int _rules;

    private WorkflowInjection(WorkflowLibrary library, DiagnosticBag diagnostics, HashSet<string> injected)
    {
        _injected = injected;
        _library = library;
        _diagnostics = diagnostics;
    }

    /// <summary>Returns the rules of a workflow, including all that it injects directly or through others.</summary>
    /// <param name="workflow">A workflow of the library.</param>
    /// <param name="library">The library in which injected workflows are looked up.</param>
    /// <param name="injected">Receives the names of the injected workflows.</param>
    /// <param name="diagnostics">Receives <c>unknown-workflow</c>, <c>cyclic-injection</c>, <c>duplicate-id</c>, <c>too-many</c> and <c>too-deep</c>.</param>
    public static IReadOnlyList<RuleDefinition> RulesOf(WorkflowDefinition workflow, WorkflowLibrary library, DiagnosticBag diagnostics, HashSet<string> injected) =>
        new WorkflowInjection(library, diagnostics, injected).RulesOf(workflow, 1);

    /// <summary>Returns a rule of an accepted workflow with the rules that it and its nested rules inject.</summary>
    /// <param name="rule">The rule as written.</param>
    /// <param name="library">The library in which injected workflows are looked up.</param>
    public static RuleDefinition Complete(RuleDefinition rule, WorkflowLibrary library) =>
        new WorkflowInjection(library, new DiagnosticBag(EngineLimits.Accepted), []).Complete(rule, 1);

    private List<RuleDefinition> RulesOf(WorkflowDefinition workflow, int depth)
    {
        _underWay.Add(workflow.Name);
        var rules = Join(workflow.Rules.Select(r => Complete(r, depth)), workflow.Injects, depth);
        _underWay.RemoveAt(_underWay.Count - 1);
        return rules;
    }

    private RuleDefinition Complete(RuleDefinition rule, int depth)
    {
        _rules++;
        return rule.Rules.Count + rule.Injects.Count == 0
            ? rule
            : rule with { Rules = Join(rule.Rules.Select(r => Complete(r, depth + 1)), rule.Injects, depth + 1) };
    }

    private List<RuleDefinition> Join(IEnumerable<RuleDefinition> own, IReadOnlyList<SourceNode> injects, int depth)
    {
        List<RuleDefinition> rules = [.. own];
        var names = rules.Select(r => r.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (inject, rule) in injects.SelectMany(i => Injected(i, depth).Select(r => (i, r))))
        {
            if (names.Add(rule.Name))
                rules.Add(rule);
            else
                _diagnostics.Error(inject, "duplicate-id", $"`{inject.Text}` brings a rule `{rule.Name}`, and there is one of that name beside it; give each its own name");
        }

        return rules;
    }

    private List<RuleDefinition> Injected(SourceNode name, int depth)
    {
        if (_library.Find(name, _diagnostics) is not { } workflow)
            return [];
        _injected.Add(workflow.Name);
        if (_underWay.Contains(workflow.Name, StringComparer.Ordinal))
        {
            _diagnostics.Error(name, "cyclic-injection", $"`{workflow.Name}` injects itself, directly or through others; remove one of the links");
            return [];
        }

        if (depth > _diagnostics.Limits.RuleDepth)
        {
            _diagnostics.Error(name, "too-deep", $"rules nest at most {_diagnostics.Limits.RuleDepth} deep, injected ones included; flatten these");
            return [];
        }

        if (_rules > _diagnostics.Limits.Rules)
        {
            _diagnostics.Error(name, "too-many", $"a workflow has at most {_diagnostics.Limits.Rules} rules, injected ones included");
            return [];
        }

        return RulesOf(workflow, depth);
    }
}

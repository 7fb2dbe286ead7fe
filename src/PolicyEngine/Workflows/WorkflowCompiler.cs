using PolicyEngine.Documents;
using PolicyEngine.Expressions;
using PolicyEngine.Expressions.Code;
using PolicyEngine.Expressions.Reading;
using PolicyEngine.Expressions.Running;
using PolicyEngine.Workflows.Tracing;

namespace PolicyEngine.Workflows;

/// <summary>
/// Compiles a workflow against its inputs and parameters: every expression, output and reason, so that nothing is left to be compiled later.
/// </summary>
internal sealed class WorkflowCompiler
{
    private readonly DiagnosticBag _diagnostics;
    private readonly ExpressionCompiler _expressions;
    private readonly WorkflowLibrary _library;
    private readonly FrameLayout _layout = new();
    private readonly CompiledParams _params;
    private readonly ConditionLint _lint;
    private readonly Dictionary<string, IReadOnlyList<RuleDefinition>> _rulesOf = new(StringComparer.Ordinal);
    private readonly List<RuleDefinition> _underWay = [];
    private readonly List<(ParamDefinition Definition, int Slot)> _slots = [];
    private readonly HashSet<string> _injected = new(StringComparer.Ordinal);
    private int _callDepth;

    private WorkflowCompiler(WorkflowLibrary library, SharedLoads loads, DiagnosticBag diagnostics)
    {
        _library = library;
        _diagnostics = diagnostics;
        _expressions = new ExpressionCompiler(diagnostics);
        _params = new CompiledParams(_layout, loads);
        _lint = new ConditionLint(diagnostics);
    }

    /// <summary>Compiles the library's main workflow.</summary>
    /// <param name="library">The workflow, with those it can inject and call.</param>
    /// <param name="scope">The workflow's inputs and parameters.</param>
    /// <param name="diagnostics">Receives the faults. If there are errors, the result must not be used.</param>
    public static CompiledWorkflow Compile(WorkflowLibrary library, ExpressionScope scope, DiagnosticBag diagnostics) =>
        Compile(library, library.Main, only: null, scope, diagnostics);

    /// <summary>Compiles a workflow of a library, or a single rule of it.</summary>
    /// <param name="library">The library with the workflow and those it can inject and call.</param>
    /// <param name="workflow">The workflow to compile.</param>
    /// <param name="only">The name of the one top-level rule to compile; <see langword="null"/> for all.</param>
    /// <param name="scope">The workflow's inputs and parameters.</param>
    /// <param name="diagnostics">Receives the faults. If there are errors, the result must not be used.</param>
    public static CompiledWorkflow Compile(
        WorkflowLibrary library, WorkflowDefinition workflow, string? only, ExpressionScope scope, DiagnosticBag diagnostics)
    {
        var compiler = new WorkflowCompiler(library, scope.Loads, diagnostics);
        var definitions = compiler.RulesOf(workflow).Where(r => only is null || string.Equals(r.Name, only, StringComparison.Ordinal)).ToList();
        var isTooMuch = new RuleCount(compiler.Called, diagnostics.Limits.Rules).Of(definitions) > diagnostics.Limits.Rules;
        var inner = isTooMuch ? scope : compiler.CompileParams(workflow.GlobalParams, scope);
        var drafts = isTooMuch ? [] : compiler.CompileRules(workflow, definitions, inner);
        if (isTooMuch)
            diagnostics.Error(workflow.Rules.Count > 0 ? workflow.Rules[0].Node : workflow.Injects[0], "too-many", $"a workflow has at most {diagnostics.Limits.Rules} rules, injected and called ones included");
        else if (!diagnostics.HasErrors && only is null)
            compiler.WarnOfUnused(scope.Usage, workflow);
        return compiler.Build(drafts, [], scope);
    }

    /// <summary>Compiles the main workflow of a library that was accepted before, with the parts of its expressions.</summary>
    /// <param name="library">The workflow as written, with those it can inject and call.</param>
    /// <param name="scope">Its inputs and parameters.</param>
    public static TracedWorkflow CompileTraced(WorkflowLibrary library, ExpressionScope scope)
    {
        var compiler = new WorkflowCompiler(library, scope.Loads, new DiagnosticBag(EngineLimits.Accepted));
        var inner = compiler.CompileParams(library.Main.GlobalParams, scope);
        var drafts = compiler.CompileRules(library.Main, compiler.RulesOf(library.Main), inner);
        var probes = new ProbeCompiler();
        var parameters = probes.Of(library.Main.GlobalParams, inner);
        var rules = drafts.ConvertAll(probes.Of);
        return new TracedWorkflow(compiler.Build(drafts, probes.Probes, scope), parameters, rules);
    }

    private CompiledWorkflow Build(List<RuleDraft> drafts, IReadOnlyList<RuleDraft> probes, ExpressionScope scope)
    {
        var builder = new RuleProgramBuilder(_layout, _params, scope.Loads, scope.Inputs.Count);
        var program = builder.Build(drafts, probes, out var rules);
        var lists = _slots.Where(s => _params[s.Slot].Type.IsArray).Select(s => s.Definition.Expression).ToHashSet();
        return new CompiledWorkflow(rules, program, lists, scope.Usage);
    }

    /// <summary>
    /// Warns about params and workflows that nothing uses. A param may be compiled for several callers; it is unused if none of them names it.
    /// </summary>
    private void WarnOfUnused(NameUsage usage, WorkflowDefinition workflow)
    {
        foreach (var param in _slots.GroupBy(s => s.Definition).Where(g => g.All(s => !usage.IsParamUsed(s.Slot))))
            _diagnostics.Warning(param.Key.Expression, "unused-param", $"`{param.Key.Name}` is never used; remove it");
        foreach (var other in _library.All.Where(w => w != workflow && !_rulesOf.ContainsKey(w.Name) && !_injected.Contains(w.Name)))
            _diagnostics.Warning((other.Rules.Count > 0 ? other.Rules[0].Node : other.Injects[0]), "unreachable-rule", $"the rules of `{other.Name}` are never reached: `{workflow.Name}` neither injects nor calls it; remove it");
    }


    private IReadOnlyList<RuleDefinition> RulesOf(WorkflowDefinition workflow) =>
        _rulesOf.TryGetValue(workflow.Name, out var rules)
            ? rules
            : _rulesOf[workflow.Name] = WorkflowInjection.RulesOf(workflow, _library, _diagnostics, _injected);

    private ExpressionScope CompileParams(IReadOnlyList<ParamDefinition> definitions, ExpressionScope scope) => CompileParams(definitions, scope, scope);

    /// <summary>Compiles params and adds them to a scope.</summary>
    /// <param name="definitions">The params; each can use those before it.</param>
    /// <param name="visible">The names that their expressions can use.</param>
    /// <param name="target">The scope to which they are added.</param>
    private ExpressionScope CompileParams(IReadOnlyList<ParamDefinition> definitions, ExpressionScope visible, ExpressionScope target)
    {
        foreach (var (place, definition) in definitions.Index())
        {
            if (target.Has(definition.Name))
            {
                _diagnostics.Error(definition.Expression, "duplicate-id", $"`{definition.Name}` is already used here; give the param another name");
                continue;
            }

            if (_expressions.Value(definition.Expression, visible.Before(definitions.Skip(place).Select(d => d.Name)), isOutput: false) is not { } value)
            {
                target = target.WithBroken(definition.Name);
                visible = visible.WithBroken(definition.Name);
                continue;
            }

            var param = _params.Add(definition.Name, value);
            _slots.Add((definition, param.Slot));
            _lint.Define(param, value, visible);
            target = target.With(param);
            visible = visible.Has(definition.Name) ? visible : visible.With(param);
        }

        return target;
    }

    private List<RuleDraft> CompileRules(WorkflowDefinition workflow, IReadOnlyList<RuleDefinition> definitions, ExpressionScope scope)
    {
        var rules = new List<RuleDraft>();
        foreach (var definition in definitions)
        {
            // Disabled rules are compiled as well, so that enabling one never reveals a fault.
            var rule = CompileRule(workflow, definition, scope);
            if (definition.Enabled)
                rules.Add(rule);
        }

        _lint.CheckSiblings(rules);
        return rules;
    }

    private RuleDraft CompileRule(WorkflowDefinition workflow, RuleDefinition definition, ExpressionScope outer)
    {
        _underWay.Add(definition);
        var scope = CompileParams(definition.LocalParams, outer);
        var condition = definition.Expression is null ? null : _expressions.Condition(definition.Expression, scope);
        var nested = CompileRules(workflow, definition.Rules, scope);
        var success = CompileAction(definition.OnSuccess, scope);
        var failure = CompileAction(definition.OnFailure, scope);
        if (success?.Type is { } met && failure?.Type is { } notMet && met != notMet)
            _diagnostics.Error(((definition.OnFailure as OutputDefinition)?.Expression ?? ((CallDefinition)definition.OnFailure!).Rule), "wrong-type", $"`OnFailure` gives {TypeWords.Of(notMet)} but `OnSuccess` gives {TypeWords.Of(met)}; an output has one type");
        var rule = new RuleDraft(definition, scope, condition, nested, success, failure, CompileReasons(definition, scope));
        _underWay.RemoveAt(_underWay.Count - 1);
        _lint.Check(rule);
        return rule;
    }

    private ActionDraft? CompileAction(ActionDefinition? definition, ExpressionScope scope) => definition switch
    {
        OutputDefinition output when _expressions.Value(output.Expression, scope, isOutput: true) is { } value => new ActionDraft(value, Called: null),
        CallDefinition call => CompileCall(call, scope),
        _ => null,
    };

    /// <summary>
    /// Compiles a called rule for its caller. The rule sees what its caller sees, as far as the filter allows, the additional inputs, and the global params
    /// of its own workflow.
    /// </summary>
    private ActionDraft? CompileCall(CallDefinition call, ExpressionScope caller)
    {
        if (_library.Find(call.Workflow, _diagnostics) is not { } workflow)
            return null;
        if (Called(call) is not { } target)
        {
            _diagnostics.Error(call.Rule, "unknown-rule", $"`{workflow.Name}` has no top-level rule `{call.Rule.Text}`; {Suggest.Hint(call.Rule.Text, RulesOf(workflow).Select(r => r.Name), "name one of its rules")}");
            return null;
        }

        if (_underWay.Exists(r => ReferenceEquals(r.Node, target.Node)))
        {
            _diagnostics.Error(call.Rule, "cyclic-call", $"`{target.Name}` calls itself, directly or through others; rules cannot call each other in a cycle");
            return null;
        }

        if (_callDepth >= _diagnostics.Limits.CallDepth)
        {
            _diagnostics.Error(call.Rule, "too-deep", $"at most {_diagnostics.Limits.CallDepth} rule calls follow one another; shorten the chain");
            return null;
        }

        foreach (var name in call.InputFilter?.Where(n => !caller.Has(n.Text)) ?? [])
            _diagnostics.Warning(name, "unknown-name", $"`{name.Text}` is not known here, so the called rule cannot see it; {Suggest.Hint(name.Text, caller.Names, "take it out")}");
        var scope = CompileParams(call.AdditionalInputs, caller, call.InputFilter is null ? caller : caller.Only([.. call.InputFilter.Select(n => n.Text)]));
        var globals = workflow.GlobalParams.Where(g => !scope.Has(g.Name)).ToList();
        _callDepth++;
        var called = CompileRules(workflow, [target with { Enabled = true }], CompileParams(globals, scope)).FirstOrDefault();
        _callDepth--;
        return called is null ? null : new ActionDraft(Value: null, called) { Inputs = call.AdditionalInputs, Globals = globals };
    }

    private RuleDefinition? Called(CallDefinition call) =>
        _library.Find(call.Workflow.Text) is { } workflow ? RulesOf(workflow).FirstOrDefault(r => string.Equals(r.Name, call.Rule.Text, StringComparison.Ordinal)) : null;

    private Dictionary<Outcome, ReasonTemplate> CompileReasons(RuleDefinition definition, ExpressionScope scope)
    {
        var reasons = definition.Reasons.ToDictionary(r => r.Key, r => ReasonTemplate.Read(r.Value.Text, r.Value.Node, scope, _diagnostics));
        if (definition.ErrorMessage is { } message && !reasons.ContainsKey(Outcome.NotMet))
            reasons[Outcome.NotMet] = ReasonTemplate.Read(new LocalizedText(message.Text, message.Text), message, scope, _diagnostics);
        return reasons;
    }
}

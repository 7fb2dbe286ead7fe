using PolicyEngine.Documents;
using PolicyEngine.Expressions;

namespace PolicyEngine.Workflows;

/// <summary>Compiles a workflow against its inputs and parameters: every expression, output and reason, never later.</summary>
internal sealed class WorkflowCompiler
{
    private readonly DiagnosticBag _diagnostics;
    private readonly ExpressionCompiler _expressions;
    private readonly List<CompiledParam> _params = [];

    private WorkflowCompiler(DiagnosticBag diagnostics)
    {
        _diagnostics = diagnostics;
        _expressions = new ExpressionCompiler(diagnostics);
    }

    /// <summary>Compiles a workflow.</summary>
    /// <param name="definition">The workflow as written.</param>
    /// <param name="scope">Its inputs and parameters.</param>
    /// <param name="diagnostics">Receives what is wrong; with errors the result must not be used.</param>
    public static CompiledWorkflow Compile(WorkflowDefinition definition, ExpressionScope scope, DiagnosticBag diagnostics)
    {
        var compiler = new WorkflowCompiler(diagnostics);
        var inner = compiler.CompileParams(definition.GlobalParams, scope);
        var rules = compiler.CompileRules(definition.Rules, inner);
        return new CompiledWorkflow(rules, compiler._params);
    }

    private ExpressionScope CompileParams(IReadOnlyList<ParamDefinition> definitions, ExpressionScope scope)
    {
        foreach (var definition in definitions)
        {
            if (scope.Has(definition.Name))
            {
                _diagnostics.Error(definition.Expression, "duplicate-id", $"`{definition.Name}` already means something here; give the param a name of its own");
                continue;
            }

            if (_expressions.Value(definition.Expression, scope, isOutput: false) is not { } value)
            {
                scope = scope.WithBroken(definition.Name);
                continue;
            }

            var param = new CompiledParam(definition.Name, _params.Count, value.Type, value.Run);
            _params.Add(param);
            scope = scope.With(param);
        }

        return scope;
    }

    private List<CompiledRule> CompileRules(IReadOnlyList<RuleDefinition> definitions, ExpressionScope scope) =>
        // A disabled rule is compiled as well, so that switching it on never reveals a fault.
        [.. definitions.Select(d => (d.Enabled, Rule: CompileRule(d, scope))).Where(r => r.Enabled).Select(r => r.Rule)];

    private CompiledRule CompileRule(RuleDefinition definition, ExpressionScope outer)
    {
        var scope = CompileParams(definition.LocalParams, outer);
        var condition = definition.Expression is null ? null : _expressions.Condition(definition.Expression, scope);
        var nested = CompileRules(definition.Rules, scope);
        var success = definition.SuccessOutput is null ? null : _expressions.Value(definition.SuccessOutput, scope, isOutput: true);
        var failure = definition.FailureOutput is null ? null : _expressions.Value(definition.FailureOutput, scope, isOutput: true);
        if (success is not null && failure is not null && success.Type != failure.Type)
            _diagnostics.Error(definition.FailureOutput!, "wrong-type", $"`OnFailure` gives {TypeWords.Of(failure.Type)} but `OnSuccess` gives {TypeWords.Of(success.Type)}; an output has one type");
        return new CompiledRule(definition, scope, condition, nested, success, failure, CompileReasons(definition, scope));
    }

    private Dictionary<Outcome, ReasonTemplate> CompileReasons(RuleDefinition definition, ExpressionScope scope)
    {
        var reasons = definition.Reasons.ToDictionary(r => r.Key, r => ReasonTemplate.Read(r.Value.Text, r.Value.Node, scope, _diagnostics));
        if (definition.ErrorMessage is { } message && !reasons.ContainsKey(Outcome.NotMet))
            reasons[Outcome.NotMet] = ReasonTemplate.Read(new LocalizedText(message.Text, message.Text), message, scope, _diagnostics);
        return reasons;
    }
}

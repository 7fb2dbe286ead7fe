using PolicyEngine.Documents;
using PolicyEngine.Expressions;
using PolicyEngine.Expressions.Reading;
using PolicyEngine.Expressions.Running;
using PolicyEngine.Workflows;

namespace PolicyEngine.Tests.Expressions.Plain;

/// <summary>Collects every expression of a workflow with the names that it can use.</summary>
internal sealed class WrittenExpressions(ExpressionScope root)
{
    private readonly DiagnosticBag _bag = new(EngineLimits.Default);
    private readonly List<(string Text, ExpressionScope Scope)> _found = [];

    public static IReadOnlyList<(string Text, ExpressionScope Scope)> Of(WorkflowLibrary library, ExpressionScope scope)
    {
        var written = new WrittenExpressions(scope);
        foreach (var workflow in library.All)
            written.Add(workflow);
        return written._found;
    }

    private void Add(WorkflowDefinition workflow)
    {
        var parameters = new CompiledParams(new FrameLayout(), root.Loads);
        AddRules(workflow.Rules, AddParams(workflow.GlobalParams, root, parameters), parameters);
    }

    private ExpressionScope AddParams(IReadOnlyList<ParamDefinition> definitions, ExpressionScope scope, CompiledParams parameters)
    {
        foreach (var definition in definitions.Where(d => !scope.Has(d.Name)))
        {
            _found.Add((definition.Expression.Text, scope));
            if (new ExpressionCompiler(_bag).Value(definition.Expression, scope, isOutput: false) is { } code)
                scope = scope.With(parameters.Add(definition.Name, code));
        }

        return scope;
    }

    private void AddRules(IReadOnlyList<RuleDefinition> rules, ExpressionScope outer, CompiledParams parameters)
    {
        foreach (var rule in rules)
        {
            var scope = AddParams(rule.LocalParams, outer, parameters);
            if (rule.Expression is { } condition)
                _found.Add((condition.Text, scope));
            foreach (var output in new[] { rule.OnSuccess, rule.OnFailure }.OfType<OutputDefinition>())
                _found.Add((output.Expression.Text, scope));
            AddRules(rule.Rules, scope, parameters);
        }
    }
}

using PolicyEngine.Documents;
using PolicyEngine.Expressions.Reading;
using PolicyEngine.Workflows;
using RulesEngine.Models;

namespace PolicyEngine.Reference;

/// <summary>
/// Writes accepted workflows as RulesEngine's own objects. Number literals are written as decimals, which is what they are here, and rules that a rule
/// injects are written into it, because RulesEngine ignores injection at that level.
/// </summary>
/// <param name="library">The workflows.</param>
/// <param name="listParams">The expressions of the params whose values are lists.</param>
internal sealed class ReferenceWriter(WorkflowLibrary library, IReadOnlySet<SourceNode> listParams)
{
    public Workflow ToWorkflow(WorkflowDefinition workflow) => new()
    {
        WorkflowName = workflow.Name,
        WorkflowsToInject = workflow.Injects.Count == 0 ? null : workflow.Injects.Select(i => i.Text).ToList(),
        GlobalParams = ToParams(workflow.GlobalParams),
        Rules = workflow.Rules.Select(r => ToRule(WorkflowInjection.Complete(r, library))).ToList(),
    };

    private List<ScopedParam>? ToParams(IReadOnlyList<ParamDefinition> definitions) =>
        definitions.Count == 0 ? null : [.. definitions.Select(p => new ScopedParam { Name = p.Name, Expression = Materialized(p.Expression) })];

    private Rule ToRule(RuleDefinition rule) => new()
    {
        RuleName = rule.Name,
        Enabled = rule.Enabled,
        Operator = rule.Operator switch
        {
            RuleOperator.And => "And",
            RuleOperator.Or => "Or",
            _ => null,
        },
        Expression = rule.Expression is null ? null : Rewritten(rule.Expression.Text),
        Rules = rule.Operator is null ? null : rule.Rules.Select(ToRule).ToList(),
        LocalParams = ToParams(rule.LocalParams),
        Actions = rule.OnSuccess is null && rule.OnFailure is null ? null : new RuleActions { OnSuccess = ToAction(rule.OnSuccess), OnFailure = ToAction(rule.OnFailure) },
    };

    private ActionInfo? ToAction(ActionDefinition? action) => action switch
    {
        OutputDefinition output => new ActionInfo { Name = "OutputExpression", Context = new Dictionary<string, object>(StringComparer.Ordinal) { ["Expression"] = Rewritten(output.Expression.Text) } },
        CallDefinition call => new ActionInfo { Name = "EvaluateRule", Context = ToContext(call) },
        _ => null,
    };

    private Dictionary<string, object> ToContext(CallDefinition call)
    {
        var context = new Dictionary<string, object>(StringComparer.Ordinal) { ["workflowName"] = call.Workflow.Text, ["ruleName"] = call.Rule.Text };
        if (call.InputFilter is not null)
            context["inputFilter"] = call.InputFilter.Select(n => n.Text).ToArray();
        if (ToParams(call.AdditionalInputs) is { } additional)
            context["additionalInputs"] = additional;
        return context;
    }

    private static string Rewritten(string expression) => ExpressionLexer.Read(expression, EngineLimits.Accepted, out _).Rewritten;

    /// <summary>
    /// Returns a param's expression, with <c>ToArray()</c> added to lists. RulesEngine would otherwise evaluate a lazy list again for every use, and with
    /// params that use params the work explodes.
    /// </summary>
    private string Materialized(SourceNode expression) =>
        listParams.Contains(expression) ? $"({Rewritten(expression.Text)}).ToArray()" : Rewritten(expression.Text);
}

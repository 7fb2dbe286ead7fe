using PolicyEngine.Documents;
using PolicyEngine.Expressions.Reading;
using PolicyEngine.Workflows;
using RulesEngine.Models;

namespace PolicyEngine.Reference;

/// <summary>
/// Writes accepted workflows as RulesEngine's own objects, with literals written as the decimals they are to us, and with the rules that
/// rules inject written into them: RulesEngine passes those over.
/// </summary>
/// <param name="library">The workflows.</param>
/// <param name="listParams">The expressions of params that are lists.</param>
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

    /// <summary>RulesEngine would walk an unfinished list again for every reader; params upon params then take for ever.</summary>
    private string Materialized(SourceNode expression) =>
        listParams.Contains(expression) ? $"({Rewritten(expression.Text)}).ToArray()" : Rewritten(expression.Text);
}

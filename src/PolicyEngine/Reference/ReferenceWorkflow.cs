using PolicyEngine.Expressions;
using PolicyEngine.Facts;
using PolicyEngine.Workflows;
using RulesEngine.Models;

namespace PolicyEngine.Reference;

/// <summary>
/// A workflow in Microsoft's RulesEngine: the oracle. It only ever gets workflows that our compiler has accepted, on the
/// same typed facts, in an engine of its own, with literals written as the decimals they are to us.
/// </summary>
internal sealed class ReferenceWorkflow
{
    private readonly RulesEngine.RulesEngine _engine;
    private readonly string _name;
    private readonly IReadOnlyList<FactShape> _inputs;
    private readonly ParameterSet _parameters;

    private ReferenceWorkflow(string name, RulesEngine.RulesEngine engine, IReadOnlyList<FactShape> inputs, ParameterSet parameters)
    {
        _name = name;
        _engine = engine;
        _inputs = inputs;
        _parameters = parameters;
    }

    /// <summary>Sets an engine up.</summary>
    /// <param name="library">Workflows without any error.</param>
    /// <param name="inputs">The shapes of the inputs, by name.</param>
    /// <param name="parameters">The policy's parameters.</param>
    public static ReferenceWorkflow Create(WorkflowLibrary library, IReadOnlyList<FactShape> inputs, ParameterSet parameters)
    {
        var settings = new ReSettings { AutoRegisterInputType = false, CustomTypes = [.. MethodTable.FunctionTypes] };
        var workflows = library.All.Select(ToWorkflow).ToArray();
        return new ReferenceWorkflow(library.Main.Name, new RulesEngine.RulesEngine(workflows, settings), inputs, parameters);
    }

    /// <summary>Evaluates all rules.</summary>
    /// <param name="facts">One instance per input; complete.</param>
    public IReadOnlyList<ReferenceAnswer> Evaluate(IReadOnlyList<FactObject> facts)
    {
        var inputs = facts.Select((f, i) => new RuleParameter(_inputs[i].Path, f)).ToList();
        if (_parameters.All.Count > 0)
            inputs.Add(new RuleParameter(ExpressionScope.ParametersName, _parameters.CreateInstance()));
        // It computes synchronously; only its signature is asynchronous.
        var results = _engine.ExecuteAllRulesAsync(_name, [.. inputs]).AsTask().GetAwaiter().GetResult();
        return [.. results.Select(ToAnswer)];
    }

    private static ReferenceAnswer ToAnswer(RuleResultTree result)
    {
        var children = result.ChildResults?.Select(ToAnswer).ToList() ?? [];
        var fault = SystemFault(result.ExceptionMessage) ?? SystemFault(result.ActionResult?.Exception?.Message) ?? children.Select(c => c.Fault).FirstOrDefault(f => f is not null);
        return new ReferenceAnswer(result.Rule.RuleName, result.IsSuccess, OutputValues.Normalize(result.ActionResult?.Output), fault, children);
    }

    private static string? SystemFault(string? message) =>
        message is not null && (message.StartsWith("Exception while", StringComparison.Ordinal) || message.StartsWith("Error while", StringComparison.Ordinal)) ? message : null;

    private static Workflow ToWorkflow(WorkflowDefinition workflow) => new()
    {
        WorkflowName = workflow.Name,
        WorkflowsToInject = workflow.Injects.Count == 0 ? null : workflow.Injects.Select(i => i.Text).ToList(),
        GlobalParams = ToParams(workflow.GlobalParams),
        Rules = workflow.Rules.Select(ToRule).ToList(),
    };

    private static List<ScopedParam>? ToParams(IReadOnlyList<ParamDefinition> definitions) =>
        definitions.Count == 0 ? null : [.. definitions.Select(p => new ScopedParam { Name = p.Name, Expression = Rewritten(p.Expression.Text) })];

    private static Rule ToRule(RuleDefinition rule) => new()
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
        WorkflowsToInject = rule.Injects.Count == 0 ? null : rule.Injects.Select(i => i.Text).ToList(),
        LocalParams = ToParams(rule.LocalParams),
        Actions = rule.OnSuccess is null && rule.OnFailure is null ? null : new RuleActions { OnSuccess = ToAction(rule.OnSuccess), OnFailure = ToAction(rule.OnFailure) },
    };

    private static ActionInfo? ToAction(ActionDefinition? action) => action switch
    {
        OutputDefinition output => new ActionInfo { Name = "OutputExpression", Context = new Dictionary<string, object>(StringComparer.Ordinal) { ["Expression"] = Rewritten(output.Expression.Text) } },
        CallDefinition call => new ActionInfo { Name = "EvaluateRule", Context = ToContext(call) },
        _ => null,
    };

    private static Dictionary<string, object> ToContext(CallDefinition call)
    {
        var context = new Dictionary<string, object>(StringComparer.Ordinal) { ["workflowName"] = call.Workflow.Text, ["ruleName"] = call.Rule.Text };
        if (call.InputFilter is not null)
            context["inputFilter"] = call.InputFilter;
        if (ToParams(call.AdditionalInputs) is { } additional)
            context["additionalInputs"] = additional;
        return context;
    }

    private static string Rewritten(string expression) => ExpressionLexer.Read(expression, out _).Rewritten;
}

/// <summary>What RulesEngine answered for one rule.</summary>
/// <param name="Name">The rule.</param>
/// <param name="Met">Whether it succeeded; "no" as well when it failed to evaluate.</param>
/// <param name="Output">The output of its action.</param>
/// <param name="Fault">Why it, or a rule nested in it, could not be evaluated; <see langword="null"/> when it could.</param>
/// <param name="Rules">The answers of nested rules.</param>
internal sealed record ReferenceAnswer(string Name, bool Met, object? Output, string? Fault, IReadOnlyList<ReferenceAnswer> Rules);

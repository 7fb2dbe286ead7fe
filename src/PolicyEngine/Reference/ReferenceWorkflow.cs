using PolicyEngine.Expressions.Reading;
using PolicyEngine.Facts;
using PolicyEngine.Policies;
using PolicyEngine.Workflows;
using RulesEngine.Models;

namespace PolicyEngine.Reference;

/// <summary>
/// A workflow in Microsoft's RulesEngine, which serves as the oracle. It only ever runs workflows that our compiler has accepted, on the same typed facts, in
/// an engine of its own, with number literals written as decimals, which is what they are here.
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

    /// <summary>Creates an engine for a policy.</summary>
    /// <param name="policy">A policy without errors.</param>
    /// <param name="library">The policy's workflows.</param>
    public static ReferenceWorkflow Create(CompiledPolicy policy, WorkflowLibrary library)
    {
        var settings = new ReSettings { AutoRegisterInputType = false, CustomTypes = [.. MethodTable.FunctionTypes] };
        var workflows = library.All.Select(new ReferenceWriter(library, policy.ListParams).ToWorkflow).ToArray();
        return new ReferenceWorkflow(library.Main.Name, new RulesEngine.RulesEngine(workflows, settings), policy.Inputs, policy.Parameters);
    }

    /// <summary>Evaluates all rules.</summary>
    /// <param name="facts">One complete instance per input.</param>
    public IReadOnlyList<ReferenceAnswer> Evaluate(IReadOnlyList<FactObject> facts)
    {
        var inputs = facts.Select((f, i) => new RuleParameter(_inputs[i].Path, f)).ToList();
        if (_parameters.All.Count > 0)
            inputs.Add(new RuleParameter(ExpressionScope.ParametersName, _parameters.CreateInstance()));
        // RulesEngine computes synchronously; only the signature is asynchronous.
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
}

/// <summary>The result of RulesEngine for one rule.</summary>
/// <param name="Name">The rule's name.</param>
/// <param name="Met">Whether the rule succeeded; <see langword="false"/> also when it failed to evaluate.</param>
/// <param name="Output">The output of its action; <see langword="null"/> if there is none.</param>
/// <param name="Fault">Why the rule, or a rule nested in it, could not be evaluated; <see langword="null"/> if it could.</param>
/// <param name="Rules">The results of nested rules.</param>
internal sealed record ReferenceAnswer(string Name, bool Met, object? Output, string? Fault, IReadOnlyList<ReferenceAnswer> Rules);

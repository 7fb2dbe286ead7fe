using PolicyEngine.Expressions.Reading;
using PolicyEngine.Facts;
using PolicyEngine.Policies;
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
    /// <param name="policy">A policy without any error.</param>
    /// <param name="library">Its workflows.</param>
    public static ReferenceWorkflow Create(CompiledPolicy policy, WorkflowLibrary library)
    {
        var settings = new ReSettings { AutoRegisterInputType = false, CustomTypes = [.. MethodTable.FunctionTypes] };
        var workflows = library.All.Select(new ReferenceWriter(library, policy.ListParams).ToWorkflow).ToArray();
        return new ReferenceWorkflow(library.Main.Name, new RulesEngine.RulesEngine(workflows, settings), policy.Inputs, policy.Parameters);
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
}

/// <summary>What RulesEngine answered for one rule.</summary>
/// <param name="Name">The rule.</param>
/// <param name="Met">Whether it succeeded; "no" as well when it failed to evaluate.</param>
/// <param name="Output">The output of its action.</param>
/// <param name="Fault">Why it, or a rule nested in it, could not be evaluated; <see langword="null"/> when it could.</param>
/// <param name="Rules">The answers of nested rules.</param>
internal sealed record ReferenceAnswer(string Name, bool Met, object? Output, string? Fault, IReadOnlyList<ReferenceAnswer> Rules);

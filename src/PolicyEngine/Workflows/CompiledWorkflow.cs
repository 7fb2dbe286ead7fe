using PolicyEngine.Documents;
using PolicyEngine.Expressions;
using PolicyEngine.Facts;
using PolicyEngine.Scoring;

namespace PolicyEngine.Workflows;

/// <summary>A workflow ready to be evaluated. Immutable; safe for concurrent use.</summary>
internal sealed class CompiledWorkflow
{
    private readonly IReadOnlyList<CompiledParam> _params;

    /// <summary>Makes a workflow.</summary>
    public CompiledWorkflow(IReadOnlyList<CompiledRule> rules, IReadOnlyList<CompiledParam> parameters, IReadOnlySet<SourceNode> listParams)
    {
        Rules = rules;
        ListParams = listParams;
        _params = parameters;
    }

    /// <summary>The expressions of those params that are lists.</summary>
    public IReadOnlySet<SourceNode> ListParams { get; }

    /// <summary>The enabled top-level rules.</summary>
    public IReadOnlyList<CompiledRule> Rules { get; }

    /// <summary>Every rule, nested ones included, parents first.</summary>
    public IEnumerable<CompiledRule> AllRules => Rules.SelectMany(WithNested);

    /// <summary>Evaluates every rule.</summary>
    /// <param name="inputs">One instance per input the workflow was compiled for; <see langword="null"/> where none is given.</param>
    public IReadOnlyList<RuleResult> Evaluate(params FactObject?[] inputs)
    {
        var frame = new EvaluationFrame(inputs, _params);
        return [.. Rules.Select(r => r.Evaluate(frame))];
    }

    /// <summary>
    /// Computes every param, condition and output, also those that no answer needs. An engine without our bounds computes
    /// more of them than we do, so it may only be given what passes here.
    /// </summary>
    /// <returns><see langword="false"/> when together they take more than one decision may.</returns>
    public bool CanComputeEverything(params FactObject?[] inputs)
    {
        var frame = new EvaluationFrame(inputs, _params);
        return _params.All(p => IsWithinBounds(f => f.Param(p.Slot), frame))
            && Rules.SelectMany(WithAllBelow).SelectMany(r => r.Computations).All(c => IsWithinBounds(c, frame));
    }

    private static bool IsWithinBounds(Func<EvaluationFrame, object?> compute, EvaluationFrame frame)
    {
        try
        {
            compute(frame);
            frame.TakeMissing();
            return true;
        }
        catch (Exception e) when (ExpressionFailures.TryDescribe(e, out var failure))
        {
            return failure.Code is not (EvaluationFaults.TooMuchWork or EvaluationFaults.TextTooLong or EvaluationFaults.ListTooLong);
        }
    }

    private static IEnumerable<CompiledRule> WithNested(CompiledRule rule) => rule.Nested.SelectMany(WithNested).Prepend(rule);

    private static IEnumerable<CompiledRule> WithAllBelow(CompiledRule rule) =>
        rule.Nested.Concat(new[] { rule.OnSuccess?.Called, rule.OnFailure?.Called }.OfType<CompiledRule>()).SelectMany(WithAllBelow).Prepend(rule);
}

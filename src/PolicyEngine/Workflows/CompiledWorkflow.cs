using PolicyEngine.Expressions;
using PolicyEngine.Facts;

namespace PolicyEngine.Workflows;

/// <summary>A workflow ready to be evaluated. Immutable; safe for concurrent use.</summary>
internal sealed class CompiledWorkflow
{
    private readonly IReadOnlyList<CompiledParam> _params;

    /// <summary>Makes a workflow.</summary>
    public CompiledWorkflow(IReadOnlyList<CompiledRule> rules, IReadOnlyList<CompiledParam> parameters)
    {
        Rules = rules;
        _params = parameters;
    }

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

    private static IEnumerable<CompiledRule> WithNested(CompiledRule rule) => rule.Nested.SelectMany(WithNested).Prepend(rule);
}

using PolicyEngine.Facts;

namespace PolicyEngine.Workflows.Tracing;

/// <summary>A workflow that also evaluates the parts of its expressions, to explain its outcomes. Slower than the plain workflow.</summary>
/// <param name="workflow">The workflow, with the rules of the parts after its own.</param>
/// <param name="parameters">The probes of its global params.</param>
/// <param name="rules">The probes of its own rules, in the same order.</param>
internal sealed class TracedWorkflow(CompiledWorkflow workflow, IReadOnlyList<ProbedParam> parameters, IReadOnlyList<ProbedRule> rules)
{
    /// <summary>Evaluates the rules and all their parts, and returns the traces.</summary>
    /// <param name="inputs">One instance per input; <see langword="null"/> for an input without one.</param>
    public (IReadOnlyList<TracedParam> Params, IReadOnlyList<RuleTrace> Rules) Trace(FactObject?[] inputs)
    {
        var frame = workflow.Program.RunTraced(inputs);
        try
        {
            return (Params(parameters, frame), [.. rules.Zip(workflow.Rules, (probed, rule) => Rule(probed, rule, frame))]);
        }
        finally
        {
            workflow.Program.Return(frame);
        }
    }

    private RuleTrace Rule(ProbedRule probed, CompiledRule rule, RuleFrame frame)
    {
        List<RuleTrace> nested = [.. probed.Nested.Zip(rule.Nested, (below, compiled) => Rule(below, compiled, frame))];
        var condition = probed.Condition is null ? null : Expression(probed.Condition, frame);

        // A rule whose condition is met is undetermined all the same if its output is.
        var decided = rule.OutcomeOf(frame);
        var output = (decided != Outcome.Undetermined ? decided : condition?.Outcome ?? Joined(rule.Operator, nested)) switch
        {
            Outcome.Met => probed.OnSuccess,
            Outcome.NotMet => probed.OnFailure,
            _ => null,
        };
        return new RuleTrace(
            rule.Name,
            rule.Title,
            decided,
            frame.FaultOf(rule.Index),
            rule.Operator switch { RuleOperator.And => "and", RuleOperator.Or => "or", _ => null },
            Params(probed.Params, frame),
            condition,
            output is null ? null : Expression(output, frame),
            [.. nested, .. Called(probed, rule, frame)]);
    }

    // As in RulesEngine, a group whose rules are all disabled is not met.
    private static Outcome Joined(RuleOperator? join, List<RuleTrace> nested) =>
        nested.Count == 0 ? Outcome.NotMet : join == RuleOperator.And ? OutcomeLogic.All(nested.Select(n => n.Outcome)) : OutcomeLogic.Any(nested.Select(n => n.Outcome));

    private IEnumerable<RuleTrace> Called(ProbedRule probed, CompiledRule rule, RuleFrame frame)
    {
        if (rule.CalledBy(frame) is not { } called)
            return [];
        return [Rule((ReferenceEquals(called, rule.OnSuccess?.Called) ? probed.CalledOnSuccess : probed.CalledOnFailure)!, called, frame)];
    }

    private List<TracedParam> Params(IReadOnlyList<ProbedParam> probed, RuleFrame frame) => [.. probed.Select(p => new TracedParam(p.Name, Expression(p.Expression, frame)))];

    private TracedExpression Expression(Probe probe, RuleFrame frame)
    {
        List<TracedExpression> parts = [.. probe.Parts.Select(p => Expression(p, frame))];
        if (probe.Place is not { } place)
            return new TracedExpression(probe.Kind, probe.Text, Outcome: null, Value: null, [], Fault: null, [], parts);
        var result = workflow.Rules[rules.Count + place].Explain(frame);
        return new TracedExpression(
            probe.Kind,
            probe.Text,
            probe.IsCondition ? result.Outcome : null,
            result.Output,
            result.Missing,
            result.Fault,
            parts.Count > 0 ? [] : [.. result.Values.Where(v => v.Value is not null && !string.Equals(v.Path, probe.Text, StringComparison.OrdinalIgnoreCase))],
            parts);
    }
}

using PolicyEngine.Documents;
using PolicyEngine.Expressions;
using PolicyEngine.Scoring;

namespace PolicyEngine.Workflows;

/// <summary>A rule ready to be evaluated.</summary>
internal sealed class CompiledRule
{
    private readonly ExpressionScope _scope;
    private readonly IReadOnlyDictionary<Outcome, ReasonTemplate> _reasons;

    /// <summary>Makes a rule.</summary>
    public CompiledRule(
        RuleDefinition definition,
        ExpressionScope scope,
        CompiledCondition? condition,
        IReadOnlyList<CompiledRule> nested,
        CompiledAction? onSuccess,
        CompiledAction? onFailure,
        IReadOnlyDictionary<Outcome, ReasonTemplate> reasons)
    {
        _scope = scope;
        _reasons = reasons;
        Name = definition.Name;
        Title = definition.Title ?? new LocalizedText(definition.Name, definition.Name);
        Category = definition.Category;
        Event = definition.SuccessEvent;
        Operator = definition.Operator;
        Condition = condition;
        Nested = nested;
        OnSuccess = onSuccess;
        OnFailure = onFailure;
    }

    public string Name { get; }

    public LocalizedText Title { get; }

    public string? Category { get; }

    public string? Event { get; }

    public RuleOperator? Operator { get; }

    public CompiledCondition? Condition { get; }

    public IReadOnlyList<CompiledRule> Nested { get; }

    public CompiledAction? OnSuccess { get; }

    public CompiledAction? OnFailure { get; }

    /// <summary>The type of the output; <see langword="null"/> without one.</summary>
    public Type? OutputType => OnSuccess?.Type ?? OnFailure?.Type;

    /// <summary>The condition and the outputs, whichever the rule has.</summary>
    public IEnumerable<Func<EvaluationFrame, object?>> Computations
    {
        get
        {
            if (Condition is { } condition)
                yield return frame => condition.Run(frame);
            foreach (var output in new[] { OnSuccess?.Value, OnFailure?.Value }.OfType<CompiledValue>())
                yield return output.Run;
        }
    }

    /// <summary>Evaluates the rule and those nested in it.</summary>
    public RuleResult Evaluate(EvaluationFrame frame)
    {
        var nested = Nested.Select(n => n.Evaluate(frame)).ToList();
        var answer = Operator is { } operation ? Join(operation, nested) : Ask(frame);
        var (settled, output, called) = Act(answer, frame);
        if (called is not null)
            nested.Add(called);
        var values = ReadValues(frame);
        return new RuleResult(
            Name,
            Title,
            Category,
            settled.Outcome,
            settled.Outcome == Outcome.Met ? Event : null,
            Explain(settled, values, nested, frame, output),
            [.. values.Select(v => new ReadValue(v.Reader.Path, v.Value))],
            settled.Missing,
            output,
            settled.Fault,
            nested);
    }

    private static Answer Join(RuleOperator operation, List<RuleResult> nested)
    {
        var outcome = operation == RuleOperator.And ? OutcomeLogic.All(nested.Select(n => n.Outcome)) : OutcomeLogic.Any(nested.Select(n => n.Outcome));
        // As in RulesEngine, a group whose rules are all disabled is not met.
        if (nested.Count == 0)
            outcome = Outcome.NotMet;
        if (outcome != Outcome.Undetermined)
            return new Answer(outcome, [], Fault: null);
        var open = nested.Where(n => n.Outcome == Outcome.Undetermined).ToList();
        return new Answer(outcome, [.. open.SelectMany(n => n.Missing).Distinct(StringComparer.Ordinal)], open.Select(n => n.Fault).FirstOrDefault(f => f is not null));
    }

    private Answer Ask(EvaluationFrame frame)
    {
        try
        {
            var holds = Condition!.Run(frame);
            var missing = frame.TakeMissing();
            return holds switch
            {
                true => new Answer(Outcome.Met, [], Fault: null),
                false => new Answer(Outcome.NotMet, [], Fault: null),
                null => new Answer(Outcome.Undetermined, missing, Fault: null),
            };
        }
        catch (Exception e) when (ExpressionFailures.TryDescribe(e, out var failure))
        {
            return Failed(frame, failure);
        }
    }

    /// <summary>A rule whose output cannot be determined is itself undetermined: nothing is granted without saying what.</summary>
    private (Answer Answer, object? Output, RuleResult? Called) Act(Answer answer, EvaluationFrame frame)
    {
        var action = answer.Outcome switch
        {
            Outcome.Met => OnSuccess,
            Outcome.NotMet => OnFailure,
            _ => null,
        };
        if (action is null)
            return (answer, null, null);
        if (action.Called is not null)
            return Call(action.Called, answer, frame);
        try
        {
            var output = OutputValues.Normalize(action.Value!.Run(frame));
            var missing = frame.TakeMissing();
            return output is null ? (new Answer(Outcome.Undetermined, missing, Fault: null), null, null) : (answer, output, null);
        }
        catch (Exception e) when (ExpressionFailures.TryDescribe(e, out var failure))
        {
            return (Failed(frame, failure), null, null);
        }
    }

    private static (Answer Answer, object? Output, RuleResult Called) Call(CompiledRule rule, Answer answer, EvaluationFrame frame)
    {
        var called = rule.Evaluate(frame);
        return called.Outcome == Outcome.Undetermined
            ? (new Answer(Outcome.Undetermined, called.Missing, called.Fault), null, called)
            : (answer, called.Output, called);
    }

    private static Answer Failed(EvaluationFrame frame, EvaluationException failure)
    {
        frame.TakeMissing();
        return new Answer(Outcome.Undetermined, [], new EvaluationFault(failure.Code, failure.Text));
    }

    private List<(PathReader Reader, object? Value)> ReadValues(EvaluationFrame frame)
    {
        var reads = (Condition?.Reads ?? []).Concat(OnSuccess?.Value?.Reads ?? []).DistinctBy(r => r.Path, StringComparer.Ordinal);
        return [.. reads.Select(r => (r, OutputValues.Normalize(r.Read(frame)))).Where(v => OutputValues.IsSingle(v.Item2))];
    }

    private LocalizedText Explain(
        Answer answer, IReadOnlyList<(PathReader Reader, object? Value)> values, List<RuleResult> nested, EvaluationFrame frame, object? output)
    {
        if (answer.Fault is { } fault)
            return DefaultReasons.OfFault(Title, fault);
        if (_reasons.TryGetValue(answer.Outcome, out var template))
            return template.Fill(frame, output);
        return Operator is { } operation && answer.Outcome != Outcome.Undetermined
            ? DefaultReasons.OfGroup(Title, answer.Outcome, operation, nested)
            : DefaultReasons.OfCondition(Title, answer.Outcome, values, [.. answer.Missing.Select(LabelOf)]);
    }

    private LocalizedText LabelOf(string path) => _scope.Resolve(path)?.Title ?? new LocalizedText(path, path);

    private sealed record Answer(Outcome Outcome, IReadOnlyList<string> Missing, EvaluationFault? Fault);
}

using PolicyEngine.Documents;
using PolicyEngine.Expressions;

namespace PolicyEngine.Workflows;

/// <summary>What is known of a rule beside its code: how its outcome is told.</summary>
internal sealed class CompiledRule
{
    private readonly ExpressionScope _scope;
    private readonly IReadOnlyDictionary<Outcome, ReasonTemplate> _reasons;
    private readonly PathReader[] _reads;

    /// <summary>Makes a rule.</summary>
    public CompiledRule(RuleDraft draft, int index, IReadOnlyList<CompiledRule> nested, CompiledAction? onSuccess, CompiledAction? onFailure)
    {
        var definition = draft.Definition;
        _scope = draft.Scope;
        _reasons = draft.Reasons;
        _reads = [.. (draft.Condition?.Reads ?? []).Concat(draft.OnSuccess?.Value?.Reads ?? []).DistinctBy(r => r.Path, StringComparer.Ordinal)];
        Sources = SourcesOf(draft, nested, onSuccess?.Called, onFailure?.Called);
        Index = index;
        Name = definition.Name;
        Title = definition.Title ?? new LocalizedText(definition.Name, definition.Name);
        Category = definition.Category;
        Event = definition.SuccessEvent;
        Operator = definition.Operator;
        Nested = nested;
        OnSuccess = onSuccess;
        OnFailure = onFailure;
    }

    /// <summary>What it tells of which fields.</summary>
    public RuleSources Sources { get; }

    /// <summary>Its place among the rules of the program.</summary>
    public int Index { get; }

    public string Name { get; }

    public LocalizedText Title { get; }

    public string? Category { get; }

    public string? Event { get; }

    public RuleOperator? Operator { get; }

    public IReadOnlyList<CompiledRule> Nested { get; }

    public CompiledAction? OnSuccess { get; }

    public CompiledAction? OnFailure { get; }

    /// <summary>The type of the output; <see langword="null"/> without one.</summary>
    public Type? OutputType => OnSuccess?.Type ?? OnFailure?.Type;

    /// <summary>What the rule came to.</summary>
    public Outcome OutcomeOf(RuleFrame frame) => frame.Rules[Index] switch
    {
        RuleState.Met => Outcome.Met,
        RuleState.NotMet => Outcome.NotMet,
        _ => Outcome.Undetermined,
    };

    /// <summary>The output; <see langword="null"/> without one.</summary>
    public object? OutputOf(RuleFrame frame) => frame.Rules[Index] switch
    {
        RuleState.Met => OnSuccess?.OutputOf(frame),
        RuleState.NotMet => OnFailure?.OutputOf(frame),
        _ => null,
    };

    /// <summary>Tells what the rule came to, and why.</summary>
    public RuleResult Explain(RuleFrame frame)
    {
        var outcome = OutcomeOf(frame);
        var nested = Nested.Select(n => n.Explain(frame)).ToList();
        if (CalledBy(frame) is { } called)
            nested.Add(called.Explain(frame));
        var (missing, fault) = outcome == Outcome.Undetermined ? WhyOpen(frame) : ([], null);
        var values = ReadValues(frame);
        var output = OutputOf(frame);
        return new RuleResult(
            Name,
            Title,
            Category,
            outcome,
            outcome == Outcome.Met ? Event : null,
            Reason(outcome, fault, missing, values, nested, frame, output),
            [.. values.Select(v => new ReadValue(v.Reader.Path, v.Value))],
            missing,
            output,
            fault,
            nested);
    }

    /// <summary>Where the output is; <see langword="null"/> when there is none.</summary>
    public FrameSlot? OutputSlotOf(RuleFrame frame)
    {
        var action = frame.Rules[Index] switch
        {
            RuleState.Met => OnSuccess,
            RuleState.NotMet => OnFailure,
            _ => null,
        };
        return action?.Called is { } called ? called.OutputSlotOf(frame) : action?.Output;
    }

    private RuleSources SourcesOf(RuleDraft draft, IReadOnlyList<CompiledRule> nested, params IEnumerable<CompiledRule?> called)
    {
        List<RuleSources> calls = [.. called.OfType<CompiledRule>().Select(c => c.Sources)];
        var output = new[] { draft.OnSuccess, draft.OnFailure }.SelectMany(a => a?.Value?.Sources ?? []).Concat(calls.SelectMany(c => c.Output)).ToHashSet(StringComparer.Ordinal);
        var words = (draft.Condition?.Sources ?? []).Concat(_reasons.Values.SelectMany(r => r.Sources)).Concat(output).ToHashSet(StringComparer.Ordinal);
        return new RuleSources(draft.Definition.Name, _reads.ToDictionary(r => r.Path, r => r.Sources, StringComparer.Ordinal), words, output, [.. nested.Select(n => n.Sources)], calls);
    }

    private CompiledRule? CalledBy(RuleFrame frame) =>
        new[] { OnSuccess?.Called, OnFailure?.Called }.FirstOrDefault(c => c is not null && frame.Rules[c.Index] != RuleState.NotRun);

    /// <summary>Why the rule is undetermined: what it misses, or why it could not be computed.</summary>
    public (IReadOnlyList<string> Missing, EvaluationFault? Fault) WhyOpen(RuleFrame frame)
    {
        if (frame.FaultOf(Index) is { } fault)
            return ([], fault);
        if (frame.MissingOf(Index) is { } missing)
            return (missing, null);
        if (CalledBy(frame) is { } called)
            return called.WhyOpen(frame);
        var open = Nested.Where(n => n.OutcomeOf(frame) == Outcome.Undetermined).Select(n => n.WhyOpen(frame)).ToList();
        return ([.. open.SelectMany(n => n.Missing).Distinct(StringComparer.Ordinal)], open.Select(n => n.Fault).FirstOrDefault(f => f is not null));
    }

    private List<(PathReader Reader, object? Value)> ReadValues(RuleFrame frame) =>
        [.. _reads.Select(r => (r, OutputValues.Normalize(r.Read(frame)))).Where(v => OutputValues.IsSingle(v.Item2))];

    private LocalizedText Reason(
        Outcome outcome,
        EvaluationFault? fault,
        IReadOnlyList<string> missing,
        IReadOnlyList<(PathReader Reader, object? Value)> values,
        List<RuleResult> nested,
        RuleFrame frame,
        object? output)
    {
        if (fault is not null)
            return DefaultReasons.OfFault(Title, fault);
        if (_reasons.TryGetValue(outcome, out var template))
            return template.Fill(frame, output);
        return Operator is { } operation && outcome != Outcome.Undetermined
            ? DefaultReasons.OfGroup(Title, outcome, operation, nested)
            : DefaultReasons.OfCondition(Title, outcome, values, [.. missing.Select(LabelOf)]);
    }

    private LocalizedText LabelOf(string path) => _scope.Resolve(path)?.Title ?? new LocalizedText(path, path);
}

/// <summary>What gives a rule's output.</summary>
/// <param name="Output">Where its value is; <see langword="null"/> when another rule gives it.</param>
/// <param name="Type">The type of the output; <see langword="null"/> when a called rule gives none.</param>
/// <param name="Called">The rule called, or <see langword="null"/>.</param>
internal sealed record CompiledAction(FrameSlot? Output, Type? Type, CompiledRule? Called)
{
    /// <summary>The output.</summary>
    public object? OutputOf(RuleFrame frame) => Called is null ? OutputValues.Normalize(Output!.Read(frame)) : Called.OutputOf(frame);
}

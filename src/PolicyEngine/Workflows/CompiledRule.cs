using PolicyEngine.Documents;
using PolicyEngine.Expressions.Reading;
using PolicyEngine.Expressions.Running;
using PolicyEngine.Workflows.Telling;

namespace PolicyEngine.Workflows;

/// <summary>A compiled rule without its code: what is needed to describe its outcome.</summary>
internal sealed class CompiledRule
{
    private readonly ExpressionScope _scope;
    private readonly Lazy<RuleSources> _sources;
    private RuleTeller? _teller; // Created when results are first requested as objects.

    /// <summary>Creates a rule from its draft.</summary>
    public CompiledRule(RuleDraft draft, int index, IReadOnlyList<CompiledRule> nested, CompiledAction? onSuccess, CompiledAction? onFailure)
    {
        var definition = draft.Definition;
        _scope = draft.Scope;
        Reasons = draft.Reasons;
        Reads = [.. (draft.Condition?.Reads ?? []).Concat(draft.OnSuccess?.Value?.Reads ?? []).DistinctBy(r => r.Path, StringComparer.Ordinal)];
        var condition = draft.Condition?.Sources ?? [];
        IReadOnlyCollection<string>[] outputs = [draft.OnSuccess?.Value?.Sources ?? [], draft.OnFailure?.Value?.Sources ?? []];
        _sources = new(() => SourcesOf(condition, outputs));
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

    /// <summary>The fields from which each part of the rule's result is computed.</summary>
    public RuleSources Sources => _sources.Value;

    /// <summary>The rule's index among the rules of the program.</summary>
    public int Index { get; }

    public string Name { get; }

    public LocalizedText Title { get; }

    public string? Category { get; }

    public string? Event { get; }

    public RuleOperator? Operator { get; }

    public IReadOnlyList<CompiledRule> Nested { get; }

    public CompiledAction? OnSuccess { get; }

    public CompiledAction? OnFailure { get; }

    /// <summary>The reason templates that the author wrote, by outcome.</summary>
    public IReadOnlyDictionary<Outcome, ReasonTemplate> Reasons { get; }

    /// <summary>The values that the rule's condition and its output when met read, each once.</summary>
    public IReadOnlyList<PathReader> Reads { get; }

    /// <summary>The type of the output; <see langword="null"/> if the rule has none.</summary>
    public Type? OutputType => OnSuccess?.Type ?? OnFailure?.Type;

    /// <summary>Returns the rule's outcome.</summary>
    public Outcome OutcomeOf(RuleFrame frame) => frame.Rules[Index] switch
    {
        RuleState.Met => Outcome.Met,
        RuleState.NotMet => Outcome.NotMet,
        _ => Outcome.Undetermined,
    };

    /// <summary>Returns the rule's result with its reason.</summary>
    public RuleResult Explain(RuleFrame frame) => (_teller ??= new RuleTeller(this)).Tell(frame);

    /// <summary>Returns the slot that holds the output; <see langword="null"/> if there is no output.</summary>
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

    /// <summary>Returns the rule that this rule called; <see langword="null"/> if it called none.</summary>
    public CompiledRule? CalledBy(RuleFrame frame) => Ran(OnSuccess?.Called, frame) ?? Ran(OnFailure?.Called, frame);

    private RuleSources SourcesOf(IReadOnlyCollection<string> condition, IReadOnlyCollection<string>[] outputs)
    {
        List<RuleSources> calls = [.. new[] { OnSuccess?.Called, OnFailure?.Called }.OfType<CompiledRule>().Select(c => c.Sources)];
        var output = outputs.SelectMany(o => o).Concat(calls.SelectMany(c => c.Output)).ToHashSet(StringComparer.Ordinal);
        var words = condition.Concat(Reasons.Values.SelectMany(r => r.Sources)).Concat(output).ToHashSet(StringComparer.Ordinal);
        return new RuleSources(Name, Reads.ToDictionary(r => r.Path, r => r.Sources, StringComparer.Ordinal), words, output, [.. Nested.Select(n => n.Sources)], calls);
    }

    /// <summary>Returns why the rule is undetermined: the paths that are missing, or the fault that prevented its computation.</summary>
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

    /// <summary>Returns the display title of a path; the path itself if it has no title.</summary>
    public LocalizedText LabelOf(string path) => _scope.Resolve(path)?.Title ?? new LocalizedText(path, path);

    private static CompiledRule? Ran(CompiledRule? rule, RuleFrame frame) => rule is not null && frame.Rules[rule.Index] != RuleState.NotRun ? rule : null;
}

/// <summary>The compiled source of a rule's output.</summary>
/// <param name="Output">The slot of the value; <see langword="null"/> when a called rule gives the output.</param>
/// <param name="Type">The type of the output; <see langword="null"/> when the called rule gives none.</param>
/// <param name="Called">The called rule; <see langword="null"/> when no rule is called.</param>
internal sealed record CompiledAction(FrameSlot? Output, Type? Type, CompiledRule? Called);

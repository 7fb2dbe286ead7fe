using PolicyEngine.Documents;
using PolicyEngine.Expressions.Reading;
using PolicyEngine.Facts;

namespace PolicyEngine.Workflows;

/// <summary>A workflow ready to be evaluated. Immutable; safe for concurrent use.</summary>
/// <param name="rules">The enabled top-level rules.</param>
/// <param name="program">Their code.</param>
/// <param name="listParams">The expressions of those params that are lists.</param>
/// <param name="usage">What its expressions and reasons name.</param>
internal sealed class CompiledWorkflow(IReadOnlyList<CompiledRule> rules, RuleProgram program, IReadOnlySet<SourceNode> listParams, NameUsage usage)
{
    /// <summary>The expressions of those params that are lists.</summary>
    public IReadOnlySet<SourceNode> ListParams => listParams;

    /// <summary>The enabled top-level rules.</summary>
    public IReadOnlyList<CompiledRule> Rules => rules;

    /// <summary>The code of the rules.</summary>
    public RuleProgram Program => program;

    /// <summary>Whether an expression or a reason reads a field of an input.</summary>
    public bool Reads(FactShape owner, string name) => usage.IsFieldUsed(owner.ClrType, name);

    /// <summary>Every rule, nested ones included, parents first.</summary>
    public IEnumerable<CompiledRule> AllRules => Rules.SelectMany(WithNested);

    /// <summary>Evaluates every rule, and tells why each came out so.</summary>
    /// <param name="inputs">One instance per input the workflow was compiled for; <see langword="null"/> where none is given.</param>
    public IReadOnlyList<RuleResult> Evaluate(params ReadOnlySpan<FactObject?> inputs)
    {
        var frame = program.Run(inputs);
        try
        {
            return Explain(frame);
        }
        finally
        {
            program.Return(frame);
        }
    }

    /// <summary>Tells what every rule came to, and why.</summary>
    public IReadOnlyList<RuleResult> Explain(RuleFrame frame)
    {
        var results = new RuleResult[rules.Count];
        for (var i = 0; i < results.Length; i++)
            results[i] = rules[i].Explain(frame);
        return results;
    }

    /// <summary>The top-level rules together: as in a group whose rules are all disabled, an empty group is not met.</summary>
    public RuleState Together(RuleFrame frame)
    {
        // In the order of the states, Kleene's `and` is the minimum.
        var all = rules.Count == 0 ? RuleState.NotMet : RuleState.Met;
        for (var i = 0; i < rules.Count; i++)
            all = (RuleState)Math.Min((byte)all, (byte)frame.Rules[rules[i].Index]);
        return all;
    }

    /// <summary>The events of the top-level rules that are met.</summary>
    public IReadOnlyList<string> EventsOf(RuleFrame frame)
    {
        List<string>? events = null;
        for (var i = 0; i < rules.Count; i++)
        {
            if (rules[i].Event is { } happened && frame.Rules[rules[i].Index] == RuleState.Met)
                (events ??= []).Add(happened);
        }

        return events is null ? [] : events;
    }

    /// <summary>What the top-level rules that are undetermined miss.</summary>
    public IReadOnlyList<string> MissingOf(RuleFrame frame) => frame.IsTold ? MissingOfOpen(frame) : [];

    /// <summary>
    /// Computes every param, condition and output, including those that no answer needs. An engine without our limits computes
    /// more of them than we do, so it may only be given workflows that pass this.
    /// </summary>
    /// <returns><see langword="false"/> if together they exceed the limits of one decision.</returns>
    public bool CanComputeEverything(params ReadOnlySpan<FactObject?> inputs) => program.CanComputeEverything(inputs);

    private IReadOnlyList<string> MissingOfOpen(RuleFrame frame) =>
        [.. rules.Where(r => r.OutcomeOf(frame) == Outcome.Undetermined).SelectMany(r => r.WhyOpen(frame).Missing).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<CompiledRule> WithNested(CompiledRule rule) => rule.Nested.SelectMany(WithNested).Prepend(rule);
}

using PolicyEngine.Documents;
using PolicyEngine.Expressions.Reading;
using PolicyEngine.Facts;

namespace PolicyEngine.Workflows;

/// <summary>A compiled workflow. Immutable and safe for concurrent use.</summary>
/// <param name="rules">The enabled top-level rules.</param>
/// <param name="program">The code of the rules.</param>
/// <param name="listParams">The expressions of the params whose values are lists.</param>
/// <param name="usage">The names that the workflow's expressions and reasons use.</param>
internal sealed class CompiledWorkflow(IReadOnlyList<CompiledRule> rules, RuleProgram program, IReadOnlySet<SourceNode> listParams, NameUsage usage)
{
    /// <summary>The expressions of the params whose values are lists.</summary>
    public IReadOnlySet<SourceNode> ListParams => listParams;

    /// <summary>The enabled top-level rules.</summary>
    public IReadOnlyList<CompiledRule> Rules => rules;

    /// <summary>The code of the rules.</summary>
    public RuleProgram Program => program;

    /// <summary>Whether an expression or a reason reads a field of an input.</summary>
    public bool Reads(FactShape owner, string name) => usage.IsFieldUsed(owner.ClrType, name);

    /// <summary>Every rule, including nested ones; parents come first.</summary>
    public IEnumerable<CompiledRule> AllRules => Rules.SelectMany(WithNested);

    /// <summary>Evaluates every rule and returns the results with their reasons.</summary>
    /// <param name="inputs">One instance per input that the workflow was compiled for; <see langword="null"/> where none is given.</param>
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

    /// <summary>Returns the result of every top-level rule, with its reason.</summary>
    public IReadOnlyList<RuleResult> Explain(RuleFrame frame)
    {
        var results = new RuleResult[rules.Count];
        for (var i = 0; i < results.Length; i++)
            results[i] = rules[i].Explain(frame);
        return results;
    }

    /// <summary>Returns the joint outcome of the top-level rules (Kleene and). As in RulesEngine, a group without enabled rules is not met.</summary>
    public RuleState Together(RuleFrame frame)
    {
        // The states are ordered so that Kleene's `and` is the minimum.
        var all = rules.Count == 0 ? RuleState.NotMet : RuleState.Met;
        for (var i = 0; i < rules.Count; i++)
            all = (RuleState)Math.Min((byte)all, (byte)frame.Rules[rules[i].Index]);
        return all;
    }

    /// <summary>Returns the success events of the top-level rules that are met.</summary>
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

    /// <summary>Returns the paths that are missing in the undetermined top-level rules, each once.</summary>
    public IReadOnlyList<string> MissingOf(RuleFrame frame) => frame.IsTold ? MissingOfOpen(frame) : [];

    /// <summary>
    /// Computes every param, condition and output, including those that no result needs. An engine without our limits computes more of them than we do, so it
    /// may only run workflows that pass this check.
    /// </summary>
    /// <returns><see langword="false"/> if the computations together exceed the limits of one decision.</returns>
    public bool CanComputeEverything(params ReadOnlySpan<FactObject?> inputs) => program.CanComputeEverything(inputs);

    private IReadOnlyList<string> MissingOfOpen(RuleFrame frame) =>
        [.. rules.Where(r => r.OutcomeOf(frame) == Outcome.Undetermined).SelectMany(r => r.WhyOpen(frame).Missing).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<CompiledRule> WithNested(CompiledRule rule) => rule.Nested.SelectMany(WithNested).Prepend(rule);
}

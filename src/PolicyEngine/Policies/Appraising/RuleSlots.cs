using PolicyEngine.Facts;
using PolicyEngine.Workflows;

namespace PolicyEngine.Policies.Appraising;

/// <summary>
/// The slots for the outcome and the output of a rule, and of the rules nested in it or called by it. Rules that nobody reads are left out.
/// </summary>
internal sealed class RuleSlots
{
    private readonly CompiledRule _rule;
    private readonly int _state;
    private readonly int _output;
    private readonly RuleSlots[] _nested;
    private readonly RuleSlots[] _called;

    private RuleSlots(CompiledRule rule, ObjectSlots? states, ObjectSlots? outputs)
    {
        _rule = rule;
        _state = states?.Of(rule.Name) ?? -1;
        _output = outputs?.Of(rule.Name) ?? -1;
        _nested = Of(rule.Nested, states, outputs);
        _called = Of(new[] { rule.OnSuccess?.Called, rule.OnFailure?.Called }.OfType<CompiledRule>(), states, outputs);
    }

    private bool IsRead => _state >= 0 || _output >= 0 || _nested.Length > 0 || _called.Length > 0;

    /// <summary>Returns the slots of rules.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="states">The slots of outcomes by rule name; <see langword="null"/> if nobody reads outcomes.</param>
    /// <param name="outputs">The slots of outputs by rule name; <see langword="null"/> if nobody reads outputs.</param>
    public static RuleSlots[] Of(IEnumerable<CompiledRule> rules, ObjectSlots? states, ObjectSlots? outputs) =>
        states is null && outputs is null ? [] : [.. rules.Select(r => new RuleSlots(r, states, outputs)).Where(r => r.IsRead)];

    /// <summary>Copies the results of rules into facts, each rule before those below it, which is the order in which results are listed.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="frame">The evaluation.</param>
    /// <param name="states">The object that receives the outcomes.</param>
    /// <param name="outputs">The object that receives the outputs.</param>
    /// <param name="outputSlots">The slots of <paramref name="outputs"/>.</param>
    public static void Write(RuleSlots[] rules, RuleFrame frame, FactObject? states, FactObject? outputs, ObjectSlots? outputSlots)
    {
        foreach (var rule in rules)
            rule.Write(frame, states, outputs, outputSlots);
    }

    private void Write(RuleFrame frame, FactObject? states, FactObject? outputs, ObjectSlots? outputSlots)
    {
        if (_state >= 0)
            ObjectSlots.Set(states!, _state, frame.Rules[_rule.Index]);
        if (_output >= 0 && _rule.OutputSlotOf(frame) is { } output)
            outputSlots!.Set(outputs!, _output, output.Read(frame));
        Write(_nested, frame, states, outputs, outputSlots);
        var ran = _called.Length == 0 ? null : _rule.CalledBy(frame);
        foreach (var called in _called)
        {
            if (called._rule == ran)
                called.Write(frame, states, outputs, outputSlots);
        }
    }
}

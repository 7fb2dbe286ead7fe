using PolicyEngine.Documents;
using PolicyEngine.Facts;

namespace PolicyEngine.Workflows.Telling;

/// <summary>Returns the result of one rule and its reason as objects. Everything that is the same for every subject is prepared once.</summary>
internal sealed class RuleTeller
{
    private readonly CompiledRule _rule;
    private readonly ShownRead[] _reads;
    private readonly ReasonTemplate?[] _templates; // By outcome.
    private readonly LocalizedText _met;
    private readonly LocalizedText _notMet;

    /// <summary>Prepares everything that does not depend on facts.</summary>
    public RuleTeller(CompiledRule rule)
    {
        _rule = rule;
        _reads = ShownRead.Of(rule);
        _templates = [.. Enum.GetValues<Outcome>().Select(o => rule.Reasons.GetValueOrDefault(o))];
        _met = DefaultReasons.Head(rule.Title, Outcome.Met);
        _notMet = DefaultReasons.Head(rule.Title, Outcome.NotMet);
    }

    /// <summary>
    /// Returns the rule's result. Values are read in the same order as when the result is written as JSON, because a param is computed when it is first
    /// shown.
    /// </summary>
    public RuleResult Tell(RuleFrame frame)
    {
        var outcome = _rule.OutcomeOf(frame);
        var (missing, fault) = outcome == Outcome.Undetermined ? _rule.WhyOpen(frame) : ([], null);
        var output = _rule.OutputSlotOf(frame) is { } slot ? slot.Read(frame) : default;
        var reason = Reason(outcome, fault, missing, frame, output);
        return new RuleResult(
            _rule.Name,
            _rule.Title,
            _rule.Category,
            outcome,
            outcome == Outcome.Met ? _rule.Event : null,
            reason,
            Values(Read(frame)),
            missing,
            OutputValues.Of(output),
            fault,
            Below(frame));
    }

    private LocalizedText Reason(Outcome outcome, EvaluationFault? fault, IReadOnlyList<string> missing, RuleFrame frame, in FactValue output)
    {
        if (fault is not null)
            return DefaultReasons.OfFault(_rule.Title, fault);
        if (_templates[(int)outcome] is { } template)
            return template.Fill(frame, output);
        if (outcome == Outcome.Undetermined)
            return DefaultReasons.OfMissing(_rule.Title, [.. missing.Select(_rule.LabelOf)]);
        var head = outcome == Outcome.Met ? _met : _notMet;
        return _rule.Operator is { } operation
            ? DefaultReasons.OfGroup(head, frame.Words, DefaultReasons.IsDecidedByOne(outcome, operation) ? Same(outcome, frame) : [])
            : DefaultReasons.OfCondition(head, frame.Words, _reads, Read(frame));
    }

    /// <summary>Returns the nested and called rules with the same outcome.</summary>
    private List<CompiledRule> Same(Outcome outcome, RuleFrame frame)
    {
        var same = new List<CompiledRule>();
        foreach (var rule in _rule.Nested)
        {
            if (rule.OutcomeOf(frame) == outcome)
                same.Add(rule);
        }

        if (_rule.CalledBy(frame) is { } called && called.OutcomeOf(frame) == outcome)
            same.Add(called);
        return same;
    }

    private ReadOnlySpan<FactValue> Read(RuleFrame frame)
    {
        var values = frame.Show(_reads.Length);
        for (var i = 0; i < values.Length; i++)
            values[i] = _reads[i].ValueIn(frame);
        return values;
    }

    private ReadValue[] Values(ReadOnlySpan<FactValue> values)
    {
        var count = 0;
        foreach (ref readonly var value in values)
            count += value.IsSingle ? 1 : 0;
        if (count == 0)
            return [];
        var told = new ReadValue[count];
        for (int i = 0, next = 0; i < values.Length; i++)
        {
            if (values[i].IsSingle)
                told[next++] = _reads[i].Tell(values[i]);
        }

        return told;
    }

    private RuleResult[] Below(RuleFrame frame)
    {
        var called = _rule.CalledBy(frame);
        var count = _rule.Nested.Count;
        if (count == 0 && called is null)
            return [];
        var below = new RuleResult[count + (called is null ? 0 : 1)];
        for (var i = 0; i < count; i++)
            below[i] = _rule.Nested[i].Explain(frame);
        if (called is not null)
            below[count] = called.Explain(frame);
        return below;
    }
}

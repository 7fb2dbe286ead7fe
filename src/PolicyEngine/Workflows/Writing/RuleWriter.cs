using PolicyEngine.Documents;
using PolicyEngine.Facts;

namespace PolicyEngine.Workflows.Writing;

/// <summary>
/// Writes the result of one rule with its reason, directly from the frame. The content is the same as that of <see cref="CompiledRule.Explain"/>.
/// </summary>
internal sealed class RuleWriter
{
    private readonly CompiledRule _rule;
    private readonly PreparedRead[] _reads;
    private readonly byte[] _openMet;
    private readonly byte[] _openNotMet;
    private readonly byte[] _openUndetermined;
    private readonly ReasonWriter _met;
    private readonly ReasonWriter _notMet;
    private readonly TemplateWriter? _undetermined;
    private readonly RuleWriter[] _nested;
    private readonly RuleWriter[] _called;

    /// <summary>Prepares everything that does not depend on facts.</summary>
    public RuleWriter(CompiledRule rule)
    {
        _rule = rule;
        _reads = PreparedRead.Of(rule);
        byte[] head = [.. "{\"name\":\""u8, .. Utf8Buffer.Encode(rule.Name), .. "\",\"title\":{\"en\":\""u8, .. Text(rule.Title), .. "\"}"u8, .. Member("category", rule.Category), .. ",\"outcome\":\""u8];
        var reason = ",\"reason\":{\"en\":\""u8;
        _openMet = [.. head, .. "met\""u8, .. Member("event", rule.Event), .. reason];
        _openNotMet = [.. head, .. "notMet\""u8, .. reason];
        _openUndetermined = [.. head, .. "undetermined\""u8, .. reason];
        _met = ReasonWriter.Of(rule, Outcome.Met, _reads);
        _notMet = ReasonWriter.Of(rule, Outcome.NotMet, _reads);
        _undetermined = rule.Reasons.TryGetValue(Outcome.Undetermined, out var template) ? new TemplateWriter(template) : null;
        _nested = [.. rule.Nested.Select(n => new RuleWriter(n))];
        _called = [.. new[] { rule.OnSuccess?.Called, rule.OnFailure?.Called }.OfType<CompiledRule>().Select(n => new RuleWriter(n))];
    }

    /// <summary>Writes the rule's result as a JSON object.</summary>
    public void Write(Utf8Buffer to, RuleFrame frame)
    {
        var state = frame.Rules[_rule.Index];
        if (state is RuleState.Met or RuleState.NotMet)
            WriteDecided(to, frame, state);
        else
            WriteUndetermined(to, frame);
        WriteNested(to, frame);
        to.Add("]}"u8);
    }

    private void WriteDecided(Utf8Buffer to, RuleFrame frame, RuleState state)
    {
        var output = _rule.OutputSlotOf(frame);
        to.Add(state == RuleState.Met ? _openMet : _openNotMet);
        var isTemplate = (state == RuleState.Met ? _met : _notMet) is TemplateWriter;
        var values = isTemplate ? [] : Read(frame);
        (state == RuleState.Met ? _met : _notMet).Write(to, frame, values, output);
        WriteValues(to, isTemplate ? Read(frame) : values);
        to.Add("],\"missing\":[]"u8);
        if (output?.Read(frame) is { Kind: not FactValueKind.Missing } value)
        {
            to.Add(",\"output\":"u8);
            ValueJson.Write(to, value);
        }

        to.Add(",\"rules\":["u8);
    }

    private void WriteUndetermined(Utf8Buffer to, RuleFrame frame)
    {
        var (missing, fault) = _rule.WhyOpen(frame);
        to.Add(_openUndetermined);
        if (fault is not null)
            ReasonWriter.WriteText(to, DefaultReasons.OfFault(_rule.Title, fault));
        else if (_undetermined is not null)
            _undetermined.Write(to, frame, [], output: null);
        else
            ReasonWriter.WriteText(to, DefaultReasons.OfMissing(_rule.Title, [.. missing.Select(_rule.LabelOf)]));
        WriteValues(to, Read(frame));
        to.Add("],\"missing\":["u8);
        ValueJson.WriteItems(to, missing);
        to.Add("]"u8);
        if (fault is not null)
            WriteFault(to, fault);
        to.Add(",\"rules\":["u8);
    }

    private ReadOnlySpan<FactValue> Read(RuleFrame frame)
    {
        var values = frame.Show(_reads.Length);
        for (var i = 0; i < values.Length; i++)
            values[i] = _reads[i].ValueIn(frame);
        return values;
    }

    /// <summary>Closes the reason and writes the list of values.</summary>
    private void WriteValues(Utf8Buffer to, ReadOnlySpan<FactValue> values)
    {
        to.Add("\"},\"values\":["u8);
        var comma = false;
        for (var i = 0; i < values.Length; i++)
        {
            if (!values[i].IsSingle)
                continue;
            if (comma)
                to.Add(","u8);
            comma = true;
            _reads[i].WriteJson(to, values[i]);
        }
    }

    private void WriteNested(Utf8Buffer to, RuleFrame frame)
    {
        var comma = false;
        foreach (var nested in _nested)
        {
            if (comma)
                to.Add(","u8);
            comma = true;
            nested.Write(to, frame);
        }

        if (_called.Length == 0 || _rule.CalledBy(frame) is not { } rule)
            return;
        if (comma)
            to.Add(","u8);
        (_called[0]._rule == rule ? _called[0] : _called[1]).Write(to, frame);
    }

    private static void WriteFault(Utf8Buffer to, EvaluationFault fault)
    {
        to.Add(",\"fault\":{\"code\":"u8);
        ValueJson.WriteText(to, fault.Code);
        to.Add(",\"message\":{\"en\":\""u8);
        ReasonWriter.WriteText(to, fault.Message);
        to.Add("\"}}"u8);
    }

    private static byte[] Text(LocalizedText text) => [.. Utf8Buffer.Encode(text.En), .. ReasonWriter.BetweenLanguages, .. Utf8Buffer.Encode(text.ZhCn)];

    /// <summary>Returns a member, or nothing without a text.</summary>
    private static byte[] Member(string name, string? text) =>
        text is null ? [] : [.. ",\""u8, .. Utf8Buffer.Encode(name), .. "\":\""u8, .. Utf8Buffer.Encode(text), .. "\""u8];
}

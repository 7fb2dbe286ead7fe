using PolicyEngine.Documents;
using PolicyEngine.Expressions.Running;
using PolicyEngine.Facts;

namespace PolicyEngine.Workflows.Writing;

/// <summary>Writes the reason of a rule that is met or not met, in both languages. Constant texts are prepared.</summary>
internal abstract class ReasonWriter
{
    /// <summary>The JSON between the two languages of a text.</summary>
    public static ReadOnlySpan<byte> BetweenLanguages => "\",\"zh-CN\":\""u8;

    /// <summary>Creates the writer for a rule and an outcome.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="outcome">The outcome, met or not met.</param>
    /// <param name="reads">The values that the rule reads.</param>
    public static ReasonWriter Of(CompiledRule rule, Outcome outcome, PreparedRead[] reads)
    {
        if (rule.Reasons.TryGetValue(outcome, out var template))
            return new TemplateWriter(template);
        return rule.Operator is { } operation
            ? new GroupReasonWriter(rule, outcome, DefaultReasons.IsDecidedByOne(outcome, operation))
            : new ConditionReasonWriter(DefaultReasons.Head(rule.Title, outcome), reads);
    }

    /// <summary>Writes the reason, from the first character of the English text to the last of the Chinese text.</summary>
    /// <param name="to">The buffer that receives the text.</param>
    /// <param name="frame">The evaluation.</param>
    /// <param name="values">The values that the rule read.</param>
    /// <param name="output">The slot of the rule's output; <see langword="null"/> if there is none.</param>
    public abstract void Write(Utf8Buffer to, RuleFrame frame, ReadOnlySpan<FactValue> values, FrameSlot? output);

    /// <summary>Writes a text in both languages that was not prepared.</summary>
    public static void WriteText(Utf8Buffer to, LocalizedText text)
    {
        to.AddText(text.En);
        to.Add(BetweenLanguages);
        to.AddText(text.ZhCn);
    }
}

/// <summary>Writes the reason described at <see cref="DefaultReasons.OfCondition"/>.</summary>
internal sealed class ConditionReasonWriter(LocalizedText head, PreparedRead[] reads) : ReasonWriter
{
    private readonly Language _en = new(Utf8Buffer.Encode(head.En), " ("u8, ", "u8, ")"u8);
    private readonly Language _zhCn = new(Utf8Buffer.Encode(head.ZhCn), "（"u8, "，"u8, "）"u8);

    public override void Write(Utf8Buffer to, RuleFrame frame, ReadOnlySpan<FactValue> values, FrameSlot? output)
    {
        Write(to, _en, values, isChinese: false);
        to.Add(BetweenLanguages);
        Write(to, _zhCn, values, isChinese: true);
    }

    private void Write(Utf8Buffer to, Language language, ReadOnlySpan<FactValue> values, bool isChinese)
    {
        to.Add(language.Head);
        var before = language.Open;
        for (var i = 0; i < values.Length; i++)
        {
            if (!values[i].IsSingle)
                continue;
            to.Add(before);
            reads[i].WriteInWords(to, values[i], isChinese);
            before = language.Comma;
        }

        if (!ReferenceEquals(before, language.Open))
            to.Add(language.Close);
    }

    /// <summary>The constant texts of a reason in one language: its beginning, and the brackets and separator of the values.</summary>
    private sealed class Language(byte[] head, ReadOnlySpan<byte> open, ReadOnlySpan<byte> comma, ReadOnlySpan<byte> close)
    {
        public byte[] Head { get; } = head;

        public byte[] Open { get; } = open.ToArray();

        public byte[] Comma { get; } = comma.ToArray();

        public byte[] Close { get; } = close.ToArray();
    }
}

/// <summary>Writes the reason described at <see cref="DefaultReasons.OfGroup"/>.</summary>
internal sealed class GroupReasonWriter : ReasonWriter
{
    private readonly (byte[] En, byte[] ZhCn) _head;
    private readonly (CompiledRule Rule, byte[] En, byte[] ZhCn)[] _members;
    private readonly RuleState _state;

    /// <summary>Prepares the titles.</summary>
    public GroupReasonWriter(CompiledRule group, Outcome outcome, bool isDecidedByOne)
    {
        var head = DefaultReasons.Head(group.Title, outcome);
        _head = (Utf8Buffer.Encode(head.En), Utf8Buffer.Encode(head.ZhCn));
        _state = outcome == Outcome.Met ? RuleState.Met : RuleState.NotMet;
        var called = new[] { group.OnSuccess?.Called, group.OnFailure?.Called }.OfType<CompiledRule>();
        _members = isDecidedByOne ? [.. group.Nested.Concat(called).Select(r => (r, Utf8Buffer.Encode(r.Title.En), Utf8Buffer.Encode(r.Title.ZhCn)))] : [];
    }

    public override void Write(Utf8Buffer to, RuleFrame frame, ReadOnlySpan<FactValue> values, FrameSlot? output)
    {
        to.Add(_head.En);
        var before = ": "u8;
        foreach (var (rule, title, _) in _members)
        {
            if (frame.Rules[rule.Index] != _state)
                continue;
            to.Add(before);
            to.Add(title);
            before = ", "u8;
        }

        to.Add(BetweenLanguages);
        to.Add(_head.ZhCn);
        before = "："u8;
        foreach (var (rule, _, title) in _members)
        {
            if (frame.Rules[rule.Index] != _state)
                continue;
            to.Add(before);
            to.Add(title);
            before = "、"u8;
        }
    }
}

using PolicyEngine.Documents;
using PolicyEngine.Expressions.Reading;
using PolicyEngine.Facts;
using PolicyEngine.Workflows.Telling;

namespace PolicyEngine.Workflows;

/// <summary>The reasons of rules whose author wrote none: plain, but complete.</summary>
internal static class DefaultReasons
{
    /// <summary>Returns the reason of a rule with a condition: the outcome, and the values the rule reads in brackets.</summary>
    /// <param name="head">The beginning of the reason.</param>
    /// <param name="to">The buffer in which the reason is built.</param>
    /// <param name="reads">What the rule reads.</param>
    /// <param name="values">The values of <paramref name="reads"/>. Values that cannot be shown by themselves, such as lists, are omitted.</param>
    public static LocalizedText OfCondition(LocalizedText head, TextBuffer to, ShownRead[] reads, ReadOnlySpan<FactValue> values)
    {
        var isAnyShown = false;
        foreach (ref readonly var value in values)
            isAnyShown |= value.IsSingle;
        if (!isAnyShown)
            return head;
        return new LocalizedText(InWords(head, to, reads, values, isChinese: false), InWords(head, to, reads, values, isChinese: true));
    }

    private static string InWords(LocalizedText head, TextBuffer to, ShownRead[] reads, ReadOnlySpan<FactValue> values, bool isChinese)
    {
        to.Add(isChinese ? head.ZhCn : head.En);
        var before = isChinese ? "（" : " (";
        for (var i = 0; i < values.Length; i++)
        {
            if (!values[i].IsSingle)
                continue;
            to.Add(before);
            to.Add(isChinese ? reads[i].Label.ZhCn : reads[i].Label.En);
            to.Add(" = ");
            (isChinese ? ValueWords.ZhCn : ValueWords.En).Add(to, values[i]);
            before = isChinese ? "，" : ", ";
        }

        to.Add(isChinese ? "）" : ")");
        return to.Take();
    }

    /// <summary>Returns the reason of a rule that joins others: the outcome, and the rules that decided it.</summary>
    /// <param name="head">The beginning of the reason.</param>
    /// <param name="to">The buffer in which the reason is built.</param>
    /// <param name="same">The joined rules with the same outcome; empty unless one of them is enough to decide.</param>
    public static LocalizedText OfGroup(LocalizedText head, TextBuffer to, IReadOnlyList<CompiledRule> same) =>
        same.Count == 0 ? head : new LocalizedText(InWords(head, to, same, isChinese: false), InWords(head, to, same, isChinese: true));

    private static string InWords(LocalizedText head, TextBuffer to, IReadOnlyList<CompiledRule> same, bool isChinese)
    {
        to.Add(isChinese ? head.ZhCn : head.En);
        for (var i = 0; i < same.Count; i++)
        {
            to.Add((i, isChinese) switch
            {
                (0, true) => "：",
                (0, false) => ": ",
                (_, true) => "、",
                _ => ", ",
            });
            to.Add(isChinese ? same[i].Title.ZhCn : same[i].Title.En);
        }

        return to.Take();
    }

    /// <summary>Whether a single rule decides the group: one that is not met in an <c>And</c>, or one that is met in an <c>Or</c>.</summary>
    public static bool IsDecidedByOne(Outcome outcome, RuleOperator operation) => outcome == (operation == RuleOperator.And ? Outcome.NotMet : Outcome.Met);

    /// <summary>Returns the reason of a rule that could not be computed.</summary>
    public static LocalizedText OfFault(LocalizedText title, EvaluationFault fault) =>
        new($"{title.En}: could not be computed because of {fault.Message.En}", $"{title.ZhCn}：无法计算（{fault.Message.ZhCn}）");

    /// <summary>Returns the reason of a rule that cannot be decided.</summary>
    /// <param name="title">The rule's display title.</param>
    /// <param name="missing">The display titles of the missing values.</param>
    public static LocalizedText OfMissing(LocalizedText title, IReadOnlyList<LocalizedText> missing) =>
        new(
            $"{title.En}: cannot be decided, missing {string.Join(", ", missing.Select(m => m.En))}",
            $"{title.ZhCn}：无法判定，缺少{string.Join("、", missing.Select(m => m.ZhCn))}");

    /// <summary>Returns the name under which a reason shows a value.</summary>
    public static LocalizedText LabelOf(PathReader reader) => reader.Title ?? new LocalizedText(reader.Path, reader.Path);

    /// <summary>Returns the beginning of a reason: the rule's title and its outcome.</summary>
    public static LocalizedText Head(LocalizedText title, Outcome outcome) => outcome == Outcome.Met
        ? new($"{title.En}: met", $"{title.ZhCn}：符合")
        : new($"{title.En}: not met", $"{title.ZhCn}：不符合");
}

using PolicyEngine.Documents;
using PolicyEngine.Expressions;

namespace PolicyEngine.Workflows;

/// <summary>The reason given where the author wrote none: plain, but with everything that decided.</summary>
internal static class DefaultReasons
{
    /// <summary>The reason of a rule with a condition.</summary>
    public static LocalizedText OfCondition(LocalizedText title, Outcome outcome, IReadOnlyList<(PathReader Reader, object? Value)> values)
    {
        var en = string.Join(", ", values.Select(v => $"{LabelOf(v.Reader).En} = {ValueWords.En.Of(v.Value)}"));
        var zh = string.Join("，", values.Select(v => $"{LabelOf(v.Reader).ZhCn} = {ValueWords.ZhCn.Of(v.Value)}"));
        var head = Head(title, outcome);
        return values.Count == 0 ? head : new LocalizedText($"{head.En} ({en})", $"{head.ZhCn}（{zh}）");
    }

    /// <summary>The reason of a rule that joins others: which of them stand in the way.</summary>
    /// <param name="title">What people call the rule.</param>
    /// <param name="outcome">Met or not met.</param>
    /// <param name="operation">How it joins them.</param>
    /// <param name="same">The titles of those that came out as it did.</param>
    public static LocalizedText OfGroup(LocalizedText title, Outcome outcome, RuleOperator operation, IReadOnlyList<LocalizedText> same)
    {
        var head = Head(title, outcome);
        return IsDecidedByOne(outcome, operation) && same.Count > 0
            ? new LocalizedText($"{head.En}: {string.Join(", ", same.Select(n => n.En))}", $"{head.ZhCn}：{string.Join("、", same.Select(n => n.ZhCn))}")
            : head;
    }

    /// <summary>Whether a single rule decides the group: one that fails an `and`, or one that holds for an `or`.</summary>
    public static bool IsDecidedByOne(Outcome outcome, RuleOperator operation) => outcome == (operation == RuleOperator.And ? Outcome.NotMet : Outcome.Met);

    /// <summary>The reason of a rule that could not be computed.</summary>
    public static LocalizedText OfFault(LocalizedText title, EvaluationFault fault) =>
        new($"{title.En}: could not be computed because of {fault.Message.En}", $"{title.ZhCn}：无法计算（{fault.Message.ZhCn}）");

    /// <summary>The reason of a rule that cannot be decided.</summary>
    /// <param name="title">What people call the rule.</param>
    /// <param name="missing">What people call what it misses.</param>
    public static LocalizedText OfMissing(LocalizedText title, IReadOnlyList<LocalizedText> missing) =>
        new(
            $"{title.En}: cannot be decided, missing {string.Join(", ", missing.Select(m => m.En))}",
            $"{title.ZhCn}：无法判定，缺少{string.Join("、", missing.Select(m => m.ZhCn))}");

    /// <summary>What a value is called in a reason.</summary>
    public static LocalizedText LabelOf(PathReader reader) => reader.Title ?? new LocalizedText(reader.Path, reader.Path);

    /// <summary>What a reason begins with.</summary>
    public static LocalizedText Head(LocalizedText title, Outcome outcome) => outcome == Outcome.Met
        ? new($"{title.En}: met", $"{title.ZhCn}：符合")
        : new($"{title.En}: not met", $"{title.ZhCn}：不符合");
}

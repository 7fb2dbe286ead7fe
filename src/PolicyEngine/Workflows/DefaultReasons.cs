using PolicyEngine.Documents;
using PolicyEngine.Expressions;

namespace PolicyEngine.Workflows;

/// <summary>The reason given where the author wrote none: plain, but with everything that decided.</summary>
internal static class DefaultReasons
{
    /// <summary>The reason of a rule with a condition.</summary>
    public static LocalizedText OfCondition(LocalizedText title, Outcome outcome, IReadOnlyList<(PathReader Reader, object? Value)> values, IReadOnlyList<LocalizedText> missing)
    {
        if (outcome == Outcome.Undetermined)
            return Undetermined(title, missing);
        var en = string.Join(", ", values.Select(v => $"{v.Reader.Title?.En ?? v.Reader.Path} = {ValueWords.En.Of(v.Value)}"));
        var zh = string.Join("，", values.Select(v => $"{v.Reader.Title?.ZhCn ?? v.Reader.Path} = {ValueWords.ZhCn.Of(v.Value)}"));
        var head = Head(title, outcome);
        return values.Count == 0 ? head : new LocalizedText($"{head.En} ({en})", $"{head.ZhCn}（{zh}）");
    }

    /// <summary>The reason of a rule that joins others: which of them stand in the way.</summary>
    public static LocalizedText OfGroup(LocalizedText title, Outcome outcome, RuleOperator operation, IReadOnlyList<RuleResult> nested)
    {
        var head = Head(title, outcome);
        var decisive = operation == RuleOperator.And || outcome != Outcome.NotMet ? nested.Where(n => n.Outcome == outcome).ToList() : [];
        if (outcome == Outcome.Met && operation == RuleOperator.And || decisive.Count == 0)
            return head;
        return new LocalizedText(
            $"{head.En}: {string.Join(", ", decisive.Select(n => n.Title.En))}", $"{head.ZhCn}：{string.Join("、", decisive.Select(n => n.Title.ZhCn))}");
    }

    /// <summary>The reason of a rule that could not be computed.</summary>
    public static LocalizedText OfFault(LocalizedText title, EvaluationFault fault) =>
        new($"{title.En}: could not be computed because of {fault.Message.En}", $"{title.ZhCn}：无法计算（{fault.Message.ZhCn}）");

    private static LocalizedText Undetermined(LocalizedText title, IReadOnlyList<LocalizedText> missing) =>
        new(
            $"{title.En}: cannot be decided, missing {string.Join(", ", missing.Select(m => m.En))}",
            $"{title.ZhCn}：无法判定，缺少{string.Join("、", missing.Select(m => m.ZhCn))}");

    private static LocalizedText Head(LocalizedText title, Outcome outcome) => outcome switch
    {
        Outcome.Met => new($"{title.En}: met", $"{title.ZhCn}：符合"),
        Outcome.NotMet => new($"{title.En}: not met", $"{title.ZhCn}：不符合"),
        _ => new($"{title.En}: cannot be decided", $"{title.ZhCn}：无法判定"),
    };
}

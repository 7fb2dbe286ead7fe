using PolicyEngine.Documents;

namespace PolicyEngine.Comparison;

/// <summary>Describes changes of rules in words.</summary>
internal static class RuleWords
{
    /// <summary>Describes a change below <c>/workflow</c>.</summary>
    public static LocalizedText Of(SourceNode root, string[] tokens, RawDifference found)
    {
        var (rule, below) = Innermost(root, tokens);
        if (rule is null)
            return tokens.Length > 2 && SourceTree.Find(root, $"/workflow/{tokens[1]}/{tokens[2]}")?["Name"] is { } param
                ? OfExpression(new($"value `{param.Text}` of all rules", $"全部规则共用的 `{param.Text}`"), found)
                : Phrase.Whole(new("rules", "规则"), found.Kind);
        var name = new LocalizedText($"rule `{rule["RuleName"]!.Text}`", $"规则 `{rule["RuleName"]!.Text}`");
        if (rule["Properties"]?["title"] is { } title && title["en"] is { } en && title["zh-CN"] is { } zh)
            name = new($"{name.En} ({en.Text})", $"{name.ZhCn}（{zh.Text}）");
        return below switch
        {
            [] when found.Kind is DifferenceKind.Added && rule["Expression"] is { } expression => OfExpression(Phrase.Whole(name, found.Kind), found with { After = expression }),
            [] => Phrase.Whole(name, found.Kind),
            ["Expression"] => OfExpression(Phrase.Part(name, new("condition", "条件")), found),
            ["Enabled"] => OfSwitch(name, found),
            ["Operator"] => Phrase.Of(Phrase.Part(name, new("joins its rules by", "子规则的组合方式")), found),
            ["SuccessEvent"] => Phrase.Of(Phrase.Part(name, new("event", "触发事件")), found),
            ["Properties", "title", ..] => Phrase.Of(new($"title of rule `{rule["RuleName"]!.Text}`", $"规则 `{rule["RuleName"]!.Text}` 的标题"), found),
            ["Properties", "reason", var outcome, ..] => OfReason(name, outcome, below, found),
            ["LocalParams", ..] => OfExpression(Phrase.Part(name, new("local value", "局部变量")), found),
            ["Actions", .., "Expression"] => OfExpression(Phrase.Part(name, new("output", "输出")), found),
            _ => Phrase.Of(Phrase.Part(name, Phrase.Both($"`{string.Join('/', below)}`")), found),
        };
    }

    private static (SourceNode? Rule, string[] Below) Innermost(SourceNode root, string[] tokens)
    {
        (SourceNode? Rule, string[] Below) found = (null, tokens);
        SourceNode? node = root;
        for (var i = 0; i < tokens.Length && node is not null; i++)
        {
            node = SourceTree.Child(node, tokens[i]);
            if (node?["RuleName"] is not null)
                found = (node, tokens[(i + 1)..]);
        }

        return found;
    }

    private static LocalizedText OfExpression(LocalizedText what, RawDifference found)
    {
        var (before, after) = (Phrase.Code(Text(found.Before)), Phrase.Code(Text(found.After)));
        return found.Kind switch
        {
            DifferenceKind.Added => new($"{what.En}: {after.En}", $"{what.ZhCn}：{after.ZhCn}"),
            DifferenceKind.Removed => new($"{what.En} removed (was {before.En})", $"删除{what.ZhCn}（原为 {before.ZhCn}）"),
            DifferenceKind.Moved => new($"{what.En} moved", $"{what.ZhCn}调整了顺序"),
            _ => new($"{what.En} {before.En} → {after.En}", $"{what.ZhCn} {before.ZhCn} → {after.ZhCn}"),
        };
    }

    private static SourceNode? Text(SourceNode? node) => node is { Kind: SourceKind.Object } ? node["Expression"] ?? node : node;

    private static LocalizedText OfSwitch(LocalizedText name, RawDifference found) => (found.After?.Text ?? "true") == "true"
        ? new($"{name.En} switched on", $"启用{name.ZhCn}")
        : new($"{name.En} switched off", $"停用{name.ZhCn}");

    private static LocalizedText OfReason(LocalizedText name, string outcome, string[] below, RawDifference found)
    {
        var (en, zh) = outcome switch
        {
            "met" => ("reason when met", "符合时的理由"),
            "notMet" => ("reason when not met", "不符合时的理由"),
            _ => ("reason when undetermined", "无法判定时的理由"),
        };
        var language = below.Length > 3 ? $" ({below[3]})" : string.Empty;
        return found.Kind == DifferenceKind.Changed
            ? new($"{name.En}: {en} reworded{language}", $"{name.ZhCn}：{zh}改写{language}")
            : Phrase.Whole(new($"{name.En}: {en}{language}", $"{name.ZhCn}：{zh}{language}"), found.Kind);
    }
}

using PolicyEngine.Documents;

namespace PolicyEngine.Comparison;

/// <summary>Describes changes of a weighting policy's scores in words.</summary>
internal static class WeightingWords
{
    /// <summary>Describes a change of a member that only weighting policies have.</summary>
    public static LocalizedText Of(SourceNode root, string[] tokens, RawDifference found) => tokens switch
    {
        ["indicators", var at, ..] when root["indicators"] is { } list && SourceTree.Child(list, at) is { } indicator => OfItem(root, tokens, indicator, new("indicator", "指标"), found),
        ["feedback360", "groups", var at, ..] when root["feedback360"]?["groups"] is { } groups && SourceTree.Child(groups, at) is { } group => OfItem(root, tokens[1..], group, new("rater group", "评价群体"), found),
        ["feedback360", "competencies", var at, ..] when root["feedback360"]?["competencies"] is { } all && SourceTree.Child(all, at) is { } competency => OfItem(root, tokens[1..], competency, new("competency", "胜任力"), found),
        ["feedback360", "minimumRaters"] => Phrase.Of(new("fewest raters of a group", "评价人数下限"), found),
        ["feedback360", "scale"] => Phrase.Of(new("scale of 360° ratings", "360° 评分折算系数"), found),
        ["rollup", var period] => Phrase.Of(new($"weight of the {period} in the KPI score", $"KPI 得分中{Period(period)}的权重"), found, new("%", "%")),
        ["components", var component] => Phrase.Of(new($"weight of `{component}` in the composite", $"综合得分中 `{component}` 的权重"), found, new("%", "%")),
        ["maximumRedistribution"] => Phrase.Of(new("most weight that missing data may hand to others", "缺失数据可重新分配的最高权重"), found, new("%", "%")),
        ["grades", ..] => Phrase.Of(ParameterWords.PartOf(root, tokens, 1), found),
        ["scorecards", var period, ..] => Phrase.Of(new($"indicators of the {period}", $"{Period(period)}计分卡的指标"), found),
        ["rounding", ..] => Phrase.Of(new($"rounding of `{string.Join('.', tokens.Skip(1))}`", $"`{string.Join('.', tokens.Skip(1))}` 的取整方式"), found),
        ["order", ..] => Phrase.Of(new("agreed order of importance", "约定的重要性顺序"), found),
        _ => DifferenceWords.OfMember(tokens, found),
    };

    /// <summary>Describes a change of an item of a list.</summary>
    /// <param name="root">The content.</param>
    /// <param name="tokens">The tokens of the pointer, starting with the list.</param>
    /// <param name="item">The item.</param>
    /// <param name="noun">The noun for such items.</param>
    /// <param name="found">The change.</param>
    private static LocalizedText OfItem(SourceNode root, string[] tokens, SourceNode item, LocalizedText noun, RawDifference found)
    {
        var id = item["id"]?.Text ?? tokens[1];
        var title = ParameterWords.TitleOf(item, id);
        var name = title.En.StartsWith('`') ? title : new LocalizedText($"{title.En} ({id})", $"{title.ZhCn}（{id}）");
        return tokens[2..] switch
        {
            [] => Phrase.Whole(new($"{noun.En} {name.En}", $"{noun.ZhCn}{name.ZhCn}"), found.Kind),
            ["weight"] => Phrase.Of(new($"weight of {title.En}", $"{title.ZhCn}的权重"), found),
            ["title", ..] => Phrase.Of(new($"title of {id}", $"{id} 的标题"), found),
            ["method", "bands", ..] => Phrase.Of(Phrase.Part(name, ParameterWords.PartOf(root, tokens, 4)), found),
            ["method", "curve", ..] => Phrase.Of(Phrase.Part(name, ParameterWords.PartOf(root, tokens, 4)), found),
            ["method", .., var member] => Phrase.Of(Phrase.Part(name, Word(member)), found),
            ["events", _, .., "points"] => Phrase.Of(Phrase.Part(name, new("points per event", "每次事件的分值")), found),
            var below => Phrase.Of(Phrase.Part(name, Word(string.Join('.', below))), found),
        };
    }

    private static string Period(string period) => period switch
    {
        "month" => "月度",
        "quarter" => "季度",
        _ => "年度",
    };

    private static LocalizedText Word(string member) => member switch
    {
        "cap" => new("cap", "封顶"),
        "floor" => new("floor", "起计线"),
        "base" => new("base points", "基础分"),
        "minimum" => new("fewest points", "最低分"),
        "maximum" => new("most points", "最高分"),
        "full" => new("full score", "满分"),
        "missing" => new("missing data", "缺失数据的处理"),
        "type" => new("method", "计分方法"),
        _ => Phrase.Both($"`{member}`"),
    };
}

using PolicyEngine.Documents;

namespace PolicyEngine.Testing;

/// <summary>Creates the small changes of what a weighting policy scores with: weights, methods, limits, grades.</summary>
internal sealed class WeightingMutations(SourceNode root)
{
    /// <summary>Returns every change.</summary>
    public IEnumerable<Mutant> All() => Indicators().Concat(Totals()).Concat(Feedback());

    private IEnumerable<Mutant> Indicators()
    {
        var indicators = root["indicators"]?.Items ?? [];
        var weights = NumberMutations.OfWeights([.. indicators.Select(i => (i["weight"], NumberMutations.Part(NameOf(i), "weight", "权重")))]);
        return weights.Concat(indicators.SelectMany(i => OfMethod(i["method"], NameOf(i)))).Concat(indicators.SelectMany(i => NumberMutations.OfEach(
            (i["events"]?.Items ?? []).Select(e => (e["points"], NumberMutations.Part(NameOf(i), $"points per `{e["fact"]?.Text}`", $"`{e["fact"]?.Text}` 每次的分值"))))));
    }

    private static IEnumerable<Mutant> OfMethod(SourceNode? method, LocalizedText name) => method?["type"]?.Text switch
    {
        "steps" when method["bands"] is { } bands => NumberMutations.OfBands(bands, name),
        "linear" when method["curve"] is { } curve => NumberMutations.OfCurve(curve, name),
        null => [],
        _ => NumberMutations.OfEach(method.Members.Where(m => m.Value.Kind == SourceKind.Number)
            .Select(m => ((SourceNode?)m.Value, NumberMutations.Part(name, m.Key, ZhCn(m.Key))))),
    };

    private IEnumerable<Mutant> Totals()
    {
        var rollup = Weights("rollup", "share in the KPI score", "在 KPI 得分中的占比");
        var components = Weights("components", "share in the composite", "在综合得分中的占比");
        var most = NumberMutations.OfEach([(root["maximumRedistribution"], new("the most weight that may be redistributed", "可重新分配的最高权重"))]);
        var grades = root["grades"] is { } list ? NumberMutations.OfGrades(list, new("grades", "等级")) : [];
        return rollup.Concat(components).Concat(most).Concat(grades);
    }

    private IEnumerable<Mutant> Feedback()
    {
        if (root["feedback360"] is not { } feedback)
            return [];
        var groups = feedback["groups"]?.Items ?? [];
        return NumberMutations.OfWeights([.. groups.Select(g => (g["weight"], NumberMutations.Part(NameOf(g), "weight", "权重")))])
            .Concat(NumberMutations.OfEach([(feedback["minimumRaters"], new("the fewest raters of a group", "评价人数下限"))]))
            .Concat(NumberMutations.OfEach([(feedback["scale"], new("the scale of 360° ratings", "360° 评分折算系数"))]));
    }

    private IEnumerable<Mutant> Weights(string member, string en, string zhCn) => NumberMutations.OfWeights(
        [.. (root[member]?.Members ?? []).Select(m => ((SourceNode?)m.Value, NumberMutations.Part(new($"`{m.Key}`", $"`{m.Key}`"), en, zhCn)))]);

    private static LocalizedText NameOf(SourceNode item) =>
        new($"{item["title"]?["en"]?.Text} ({item["id"]?.Text})", $"{item["title"]?["zh-CN"]?.Text}（{item["id"]?.Text}）");

    private static string ZhCn(string member) => member switch
    {
        "cap" => "封顶",
        "floor" => "起计线",
        "base" => "基础分",
        "minimum" => "最低分",
        "maximum" => "最高分",
        "full" => "满分",
        _ => member,
    };
}

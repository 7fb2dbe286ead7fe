using PolicyEngine.Appraisals.Content;
using PolicyEngine.Documents;
using PolicyEngine.Facts;
using PolicyEngine.Workflows;

namespace PolicyEngine.Policies;

/// <summary>Display titles of the values that rules read, by their paths in answers.</summary>
public static class PathTitles
{
    private static readonly LocalizedText Met = new("met", "满足");
    private static readonly LocalizedText Score = new("score", "得分");
    private static readonly LocalizedText Grade = new("grade", "等级");
    private static readonly LocalizedText Year = new("Year", "全年");
    private static readonly LocalizedText Quarters = new("Quarters", "各季度");
    private static readonly LocalizedText Months = new("Months", "各月");

    private static readonly LocalizedText Month = new("month", "月份");
    private static readonly LocalizedText Quarter = new("quarter", "季度");
    private static readonly LocalizedText Goal = new("goal", "目标");

    private static readonly (string Name, LocalizedText Title)[] Totals =
    [
        ("composite", new("Composite score", "综合得分")),
        ("grade", new("Annual grade", "年度等级")),
        ("kpi", new("KPI score", "KPI 得分")),
        ("feedback360", new("360° score", "360° 得分")),
        ("goals", new("Score of personal goals", "个人目标得分")),
    ];

    /// <summary>
    /// Returns the titles of a model's fields by path, such as <c>manager.skills.product</c>. A field of a list's items has the list's title before its own.
    /// A list of objects also has its own title, as <c>manager.quarters[]</c>, and that of the field that tells its items apart, as
    /// <c>manager.quarters[quarter]</c>: the first required field of an item, if it is a number, a text or a date, and nobody's personal data.
    /// </summary>
    /// <param name="model">A fact model.</param>
    public static IReadOnlyDictionary<string, LocalizedText> Of(FactModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var titles = new Dictionary<string, LocalizedText>(StringComparer.Ordinal);
        AddFields(titles, model.Input, model.Schema, list: null);
        return titles;
    }

    /// <summary>
    /// Returns the titles of what a policy's rules read beside the facts: its parameters (<c>parameters.minimumTenure</c>), the results of other policies,
    /// and its own scores (<c>results.year.K1</c>, <c>promotion.rules.SKILL_PRODUCT</c>).
    /// </summary>
    /// <param name="policy">A policy.</param>
    /// <param name="find">Finds a policy by id. If it returns <see langword="null"/>, the paths of that policy's results have no titles.</param>
    public static IReadOnlyDictionary<string, LocalizedText> Of(PolicyDocument policy, Func<string, PolicyDocument?> find)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(find);
        var titles = new Dictionary<string, LocalizedText>(StringComparer.Ordinal);
        foreach (var parameter in policy.Content.Parameters.All)
            titles[$"parameters.{parameter.Name}"] = parameter.Title;
        foreach (var read in policy.Reads)
        {
            if (find(read.Policy) is { } other)
                AddResults(titles, read.Name, other);
        }

        if (policy.Content.Weighting is { } own)
            AddScores(titles, PolicySetCompiler.OwnScoresName, own);
        return titles;
    }

    /// <summary>
    /// Returns what the numbers in brackets count in the paths of a weighting policy, by list, such as <c>manager.months[#]</c>:
    /// <c>manager.months[8].visits.done</c> belongs to month 8, wherever that month is in the list, and <c>manager.goals[2].progress</c> to the second goal.
    /// Indexes that an expression names count from 0 instead.
    /// </summary>
    /// <param name="policy">A policy. For one that computes no scores, the result is empty.</param>
    /// <param name="model">The policy's fact model.</param>
    public static IReadOnlyDictionary<string, LocalizedText> OfNumbers(PolicyDocument policy, FactModel model)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(model);
        var numbers = new Dictionary<string, LocalizedText>(StringComparer.Ordinal);
        if (policy.Content.Weighting is not { } weighting)
            return numbers;
        foreach (var (period, title) in new[] { (weighting.Month, Month), (weighting.Quarter, Quarter) })
        {
            if (period is not null)
                numbers[$"{model.Input}.{period.List.Path}[#]"] = title;
        }

        if (weighting.Goals is { } goals)
            numbers[$"{model.Input}.{goals.List.Path}[#]"] = Goal;
        return numbers;
    }

    private static void AddFields(Dictionary<string, LocalizedText> titles, string path, FactSchema schema, LocalizedText? list)
    {
        foreach (var field in schema.Fields)
        {
            var own = $"{path}.{field.Name}";
            if (field.Schema.Title is { } title)
                titles[own] = list is null ? title : Joined(list, title);
            AddFields(titles, own, field.Schema, list);
        }

        if (schema.Items is not { Kind: FactKind.Object } items)
            return;
        titles[path + "[]"] = schema.Title ?? Untitled(path[(path.LastIndexOf('.') + 1)..]);
        if (items.Fields.FirstOrDefault(f => f.Required) is { Schema: { Kind: FactKind.Number or FactKind.Integer or FactKind.Text or FactKind.Date, Personal: PersonalData.None } } key)
            titles[$"{path}[{key.Name}]"] = key.Schema.Title ?? Untitled(key.Name);
        AddFields(titles, path + "[]", items, schema.Title ?? list);
    }

    private static LocalizedText Untitled(string name) => new(name, name);

    private static void AddResults(Dictionary<string, LocalizedText> titles, string name, PolicyDocument policy)
    {
        var rules = Rules(policy.Content.Workflow?.Main.Rules ?? []).Select(r => (r.Name, Title: r.Title ?? Untitled(r.Name)));
        if (policy.Content.Weighting is { } weighting)
        {
            AddScores(titles, name, weighting);
            foreach (var rule in rules)
                titles[$"{name}.dimensions.{rule.Name}"] = rule.Title;
            return;
        }

        titles[$"{name}.met"] = Joined(policy.Title, Met);
        foreach (var rule in rules)
            titles[$"{name}.rules.{rule.Name}"] = titles[$"{name}.outputs.{rule.Name}"] = rule.Title;
    }

    private static void AddScores(Dictionary<string, LocalizedText> titles, string name, WeightingContent content)
    {
        foreach (var (total, title) in Totals)
            titles[$"{name}.{total}"] = title;
        foreach (var competency in content.Feedback360?.Competencies ?? [])
            titles[$"{name}.competencies.{competency.Id}"] = competency.Title;
        foreach (var (period, title) in new[] { ("year", Year), ("quarters[]", Quarters), ("months[]", Months) })
        {
            titles[$"{name}.{period}.score"] = Joined(title, Score);
            titles[$"{name}.{period}.grade"] = Joined(title, Grade);
            foreach (var indicator in content.Indicators)
                titles[$"{name}.{period}.{indicator.Id}"] = Joined(title, indicator.Title);
        }
    }

    private static IEnumerable<RuleDefinition> Rules(IEnumerable<RuleDefinition> rules) => rules.SelectMany(r => Rules(r.Rules).Prepend(r));

    private static LocalizedText Joined(LocalizedText first, LocalizedText second) => new($"{first.En}: {second.En}", $"{first.ZhCn}：{second.ZhCn}");
}

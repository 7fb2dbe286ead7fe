using System.Text;
using System.Text.Json.Nodes;
using PolicyEngine.Comparison;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyEngine.Tests.Comparison;

/// <summary>Changes of the documents that ship with the service, described in the words that HR reads.</summary>
public sealed class ComparisonWordsTests
{
    private const string Weighting = "kpi-weighting/kam-kpi-weighting";
    private const string Promotion = "promotion-eligibility/kam-promotion";
    private const string Rewards = "reward/kam-rewards";
    private const string Model = "models/yearly-review";
    private const string Scheme = "schemes/kam-annual";

    [Theory]
    [InlineData(Promotion, "/parameters/minimumTenure/value", "18", "Minimum service 24 → 18 months", "最低司龄 24 → 18个月")]
    [InlineData(Promotion, "/parameters/minimumGrade/value", "\"B\"", "Annual grade of this year and the year before, at least A → B", "本年度及上年度等级不低于 A → B")]
    [InlineData(Promotion, "/workflow/Rules/0/Rules/2/Expression", "\"manager.tenureMonths > 24\"",
        "rule `TENURE` (Months of service): condition `manager.tenureMonths >= parameters.minimumTenure` → `manager.tenureMonths > 24`",
        "规则 `TENURE`（司龄）：条件 `manager.tenureMonths >= parameters.minimumTenure` → `manager.tenureMonths > 24`")]
    [InlineData(Promotion, "/workflow/Rules/0/Operator", "\"Or\"", "rule `EXPERIENCE` (Key experience): joins its rules by And → Or", "规则 `EXPERIENCE`（关键经验）：子规则的组合方式 And → Or")]
    [InlineData(Promotion, "/workflow/Rules/1/Enabled", "false", "rule `SKILLS` (Professional skills) switched off", "停用规则 `SKILLS`（专业技能）")]
    [InlineData(Promotion, "/workflow/Rules/0/Rules/2/Properties/reason/notMet/en", "\"too short\"",
        "rule `TENURE` (Months of service): reason when not met reworded (en)", "规则 `TENURE`（司龄）：不符合时的理由改写 (en)")]
    [InlineData(Promotion, "/workflow/Rules/3", null, "rule `LEADERSHIP` (Leadership) removed", "删除规则 `LEADERSHIP`（领导力）")]
    [InlineData(Promotion, "/workflow/Rules/4", """{ "RuleName": "LOCATION", "Expression": "manager.level != null" }""", "new rule `LOCATION`: `manager.level != null`", "新增规则 `LOCATION`：`manager.level != null`")]
    [InlineData(Promotion, "/title/en", "\"Promotion\"", "title Promotion of key account managers → Promotion", "标题 Promotion of key account managers → Promotion")]
    [InlineData(Promotion, "/tests/cases/0", null, "test \"exactly what is required opens every gate\" removed", "删除测试“exactly what is required opens every gate”")]
    [InlineData(Weighting, "/indicators/0/method/cap", "130", "Key account expansion (K1): cap 120 → 130", "重点客户拓展（K1）：封顶 120 → 130")]
    [InlineData(Weighting, "/indicators/1/method/bands/5/score", "120", "Customer satisfaction (K2): score of the band from 4.6 110 → 120", "客户满意度（K2）：自 4.6 起的区间的得分 110 → 120")]
    [InlineData(Weighting, "/grades/1/from", "88", "lower limit of grade A 90 → 88", "等级 A的下限 90 → 88")]
    [InlineData(Weighting, "/feedback360/minimumRaters", "4", "fewest raters of a group 3 → 4", "评价人数下限 3 → 4")]
    [InlineData(Rewards, "/parameters/coefficient/value/A", "1.3", "Bonus coefficient of each grade: A 1.2 → 1.3", "各等级奖金系数：A 1.2 → 1.3")]
    [InlineData(Model, "/schema/properties/age/minimum", "18", "field `age` (Age): `minimum` 14 → 18", "字段 `age`（年龄）：`minimum` 14 → 18")]
    [InlineData(Model, "/schema/properties/region", null, "field `region` (Region) removed", "删除字段 `region`（区域）")]
    [InlineData(Scheme, "/promotion", "\"other-promotion\"", "promotion policy kam-promotion → other-promotion", "晋升政策 kam-promotion → other-promotion")]
    public void One_change_is_told_in_one_sentence(string file, string pointer, string? value, string en, string zhCn)
    {
        // The tests may expect something of a rule that the change removes.
        var withoutTests = !pointer.StartsWith("/tests/", StringComparison.Ordinal);
        var (before, after) = (Document(file, r => Strip(r, withoutTests)), Document(file, r => Put(Strip(r, withoutTests), pointer, value)));
        var change = Assert.Single(DocumentComparison.Compare(before, after).Changes);

        Assert.Equal((en, zhCn), (change.Words.En, change.Words.ZhCn));
    }

    [Fact]
    public void Weights_that_are_handed_over_are_told_by_the_names_of_the_indicators()
    {
        var difference = Compare(Weighting, root =>
        {
            Put(root, "/indicators/0/weight", "40");
            Put(root, "/indicators/3/weight", "10");
        });

        Assert.Equal(["重点客户拓展的权重 35 → 40", "客户回访的权重 15 → 10"], difference.Changes.Select(c => c.Words.ZhCn));
        Assert.Equal(["weight of Key account expansion 35 → 40", "weight of Return visits 15 → 10"], difference.Changes.Select(c => c.Words.En));
        Assert.Equal(["/indicators/0/weight", "/indicators/3/weight"], difference.Changes.Select(c => c.Pointer));
    }

    [Fact]
    public void A_rule_inserted_before_others_is_one_change()
    {
        var change = Assert.Single(Compare(Promotion, root => root["workflow"]!["Rules"]!.AsArray().Insert(0, JsonNode.Parse("""{ "RuleName": "FIRST", "Expression": "manager.level != null" }"""))).Changes);

        Assert.Equal((DifferenceKind.Added, "/workflow/Rules/0"), (change.Kind, change.Pointer));
    }

    [Fact]
    public void A_band_added_in_the_middle_moves_the_boundary_of_its_neighbour()
    {
        var words = Compare(Weighting, root =>
        {
            var bands = root["indicators"]![1]!["method"]!["bands"]!.AsArray();
            bands[1]!["to"] = 3.9;
            bands.Insert(2, JsonNode.Parse("""{ "from": 3.9, "to": 4, "score": 70 }"""));
        }).Changes.Select(c => c.Words.En);

        Assert.Equal(
            ["Customer satisfaction (K2): end of the band from 3.8 4 → 3.9", "Customer satisfaction (K2): band from 3.9 added: from 3.9, score 70, to 4"], words.Order(StringComparer.Ordinal).Reverse());
    }

    [Fact]
    public void Tests_whose_result_changes_are_found_in_both_versions()
    {
        var before = Document(Promotion, _ => { });
        var after = Document(Promotion, root =>
        {
            Put(root, "/parameters/minimumTenure/value", "18");
            Put(root, "/tests/cases/0/name", "\"renamed\"");
            Put(root, "/tests/cases/0/facts", """{ "tenureMonths": 20 }""");
        });

        var shifts = TestShifts.Find(Compiled(before), Compiled(after));

        Assert.Equal(
            [("a month short of the required service", TestOwner.Both, true, false), ("renamed", TestOwner.After, false, true)],
            shifts.Select(s => (s.Test, s.Of, s.PassedBefore, s.PassedAfter)));
        Assert.Contains("rule `TENURE`: expected not met, got met", shifts[0].Differences.Select(d => d.Message.En), StringComparer.Ordinal);
    }

    private static JsonNode Strip(JsonNode root, bool tests)
    {
        if (tests)
            root.AsObject().Remove("tests");
        return root;
    }

    private static DocumentDifference Compare(string file, Action<JsonNode> change) => DocumentComparison.Compare(Document(file, _ => { }), Document(file, change));

    private static Document Document(string file, Action<JsonNode> change)
    {
        var root = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder(), file + ".json")))!;
        change(root);
        var reading = DocumentReader.Read(Encoding.UTF8.GetBytes(root.ToJsonString()));
        Assert.Empty(reading.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Pointer + d.Message));
        return reading.Document!;
    }

    private static CompiledPolicy Compiled(Document policy)
    {
        var others = new[] { "models/key-account-manager", Weighting }.Select(f => Document(f, _ => { }));
        return PolicySet.Compile([.. others.Append(policy).Select(d => new VersionedDocument(d, 1))], reuse: null, out _).FindPolicy(policy.Id)!;
    }

    private static void Put(JsonNode root, string pointer, string? value)
    {
        var tokens = pointer.Split('/').Skip(1).ToList();
        var parent = tokens.SkipLast(1).Aggregate(root, (node, token) => node is JsonArray items ? items[int.Parse(token, System.Globalization.CultureInfo.InvariantCulture)]! : node[token]!);
        var json = value is null ? null : JsonNode.Parse(value);
        if (parent is JsonArray list)
        {
            var index = int.Parse(tokens[^1], System.Globalization.CultureInfo.InvariantCulture);
            if (index < list.Count)
                list.RemoveAt(index);
            if (json is not null)
                list.Insert(index, json);
        }
        else if (json is null)
        {
            parent.AsObject().Remove(tokens[^1]);
        }
        else
        {
            parent[tokens[^1]] = json;
        }
    }

    private static string Folder()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "PolicyService.sln")))
            root = root.Parent!;
        return Path.Combine(root.FullName, "policies");
    }
}

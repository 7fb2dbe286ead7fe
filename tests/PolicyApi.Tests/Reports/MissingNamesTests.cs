using System.Text;
using System.Text.Json.Nodes;
using PolicyApi.Appraisals;
using PolicyApi.Reports;
using PolicyApi.Reports.Cohorts;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyApi.Tests.Reports;

/// <summary>What is missing is named so that its entry can be found: by what the fact model says tells the entries of a list apart.</summary>
public sealed class MissingNamesTests
{
    private const string Satisfaction = "manager.quarters[].csat.mean";

    // Another company's: teams have a name each, members nothing that every one has to have.
    private static readonly IReadOnlyDictionary<string, LocalizedText> Own = PathTitles.Of((PolicyEngine.Facts.FactModel)DocumentReader.Read(Encoding.UTF8.GetBytes("""
        { "kind": "fact-model", "id": "own", "title": { "en": "O", "zh-CN": "自" }, "input": "x", "about": { "id": "id" },
          "schema": { "type": "object", "required": ["id"], "properties": {
            "id": { "type": "string" },
            "secret": { "type": "array", "title": { "en": "Notes", "zh-CN": "记录" }, "items": { "type": "object", "required": ["by", "no"], "properties": {
              "by": { "type": "string", "personal": "others" }, "no": { "type": "integer" }, "text": { "type": "string", "title": { "en": "Text", "zh-CN": "内容" } } } } },
            "teams": { "type": "array", "title": { "en": "Teams", "zh-CN": "团队" }, "items": { "type": "object", "required": ["name"], "properties": {
              "name": { "type": "string", "title": { "en": "KAM team", "zh-CN": "团队" } },
              "members": { "type": "array", "title": { "en": "Members", "zh-CN": "成员" }, "items": { "type": "object", "properties": {
                "score": { "type": "number", "title": { "en": "Score", "zh-CN": "得分" } } } } } } } } } } }
        """)).Document!);

    [Theory]
    [InlineData(Satisfaction, "Figures by quarter: Mean satisfaction (quarter 3, 1)", "季度数据：满意度均分（季度 3、1）")]
    [InlineData("manager.quarters[].accounts.due", "Figures by quarter: Accounts due for renewal", "季度数据：到期应续约客户数")]
    [InlineData("manager.quarters[]", "Figures by quarter", "季度数据")]
    [InlineData("manager.quarters", "Figures by quarter", "季度数据")]
    [InlineData("manager.goals[].progress", "Personal development goals: Progress (goal 2)", "个人发展目标：完成进度（目标 2）")]
    [InlineData("manager.ratings[].value", "360° ratings: Rating from 1 to 5; null when not observed (entry 2)", "360° 评分：评分（1–5 分，未观察到填 null）（第 2 项）")]
    [InlineData("manager.priorGrades[].grade", "Annual grades of earlier years; an empty list says there are none: Annual grade (year 2023)", "历年年度考核等级（空列表表示没有）：年度等级（年度 2023）")]
    [InlineData("manager.nothing[].x", "manager.nothing[].x", "manager.nothing[].x")]
    [InlineData("manager.quarters[x].y", "manager.quarters[x].y", "manager.quarters[x].y")]
    public void A_field_of_a_list_is_named_with_the_entries_that_lack_it(string path, string english, string chinese)
    {
        const string Facts = """
            { "quarters": [{ "quarter": 3, "csat": { "mean": null }, "accounts": { "due": 1 } }, { "quarter": 1, "accounts": { "due": 1 } }, { "quarter": 2, "csat": { "mean": 4.5 }, "accounts": { "due": 1 } }],
              "goals": [{ "title": "a", "progress": 1 }, { "title": "b" }],
              "ratings": [{ "group": "peer", "value": 4 }, { "group": "peer", "value": null }],
              "priorGrades": [{ "year": 2024, "grade": "A" }, { "year": 2023 }] }
            """;

        Assert.Equal(english, Named(path, Facts, "en"));
        Assert.Equal(chinese, Named(path, Facts, "zh-CN"));
    }

    [Fact]
    public void Entries_that_cannot_be_told_apart_are_named_by_their_place() =>
        Assert.Equal("Figures by quarter: Mean satisfaction (entry 1, 2; quarter 4)", Named(Satisfaction, """{ "quarters": [{ "quarter": 2 }, { "quarter": 2 }, { "quarter": 4 }] }""", "en"));

    [Fact]
    public void What_is_masked_is_not_taken_for_missing()
    {
        var appraisal = JsonNode.Parse("""
            { "facts": { "quarters": [{ "quarter": 1, "csat": { "mean": null } }, { "quarter": 2, "csat": { "mean": null } }, { "quarter": 3, "csat": null }] },
              "masked": { "pointers": ["/facts/quarters/0/csat/mean", "/facts/quarters/2/csat"] } }
            """)!;

        Assert.Equal("Figures by quarter: Mean satisfaction (quarter 2)", Rendered($"{{{{ field '{Satisfaction}' }}}}", appraisal, Samples.Titles, "en"));
    }

    [Fact]
    public void Entries_within_entries_are_named_from_the_outside()
    {
        var facts = JsonNode.Parse("""{ "facts": { "teams": [{ "name": "North", "members": [{ "score": 1 }, {}] }, { "name": "South", "members": [{}] }, { "name": "West" }] } }""")!;

        Assert.Equal("Members: Score (KAM team North, entry 2; KAM team South, entry 1)", Rendered("{{ field 'x.teams[].members[].score' }}", facts, Own, "en"));
        Assert.Equal("Members: Score (KAM team South, entry 1)", Rendered("{{ field 'x.teams[1].members[].score' }}", facts, Own, "en"));
        Assert.Equal("成员：得分（团队 North、第 2 项；团队 South、第 1 项）", Rendered("{{ field 'x.teams[].members[].score' }}", facts, Own, "zh-CN"));
    }

    [Fact]
    public void Entries_are_never_named_by_other_peoples_data() =>
        Assert.Equal("Notes: Text (entry 2)", Rendered("{{ field 'x.secret[].text' }}", JsonNode.Parse("""{ "facts": { "secret": [{ "by": "A", "no": 1, "text": "t" }, { "by": "B", "no": 2 }] } }""")!, Own, "en"));

    [Fact]
    public void Entries_beyond_sixty_are_counted()
    {
        var goals = new JsonArray([.. Enumerable.Range(0, 63).Select(_ => new JsonObject())]);

        var named = Named("manager.goals[].progress", new JsonObject { ["goals"] = goals }.ToJsonString(), "en");

        Assert.EndsWith("59, 60 and 3 more)", named, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entrys_name_is_text_and_no_markup() =>
        Assert.Contains("&lt;b&gt;", Rendered("{{ field 'x.teams[].members[].score' }}", JsonNode.Parse("""{ "facts": { "teams": [{ "name": "<b>", "members": [{}] }] } }""")!, Own, "en"), StringComparison.Ordinal);

    [Fact]
    public void Many_paths_give_each_name_once()
    {
        const string Template = """{{ fields ["manager.months[8].visits.done", "manager.skills.product", "manager.months[9].visits.done", "manager.months[8].visits.done"] | array.join "; " }}""";

        Assert.Equal("Figures by month: Visits done (month 8, 9); Product knowledge", Rendered(Template, new JsonObject(), Samples.Titles, "en"));
    }

    [Theory]
    [InlineData("en", "Mean satisfaction (quarter 3)", "Valid responses (quarter 3)")]
    [InlineData("zh-CN", "满意度均分（季度 3）", "有效问卷数（季度 3）")]
    public void The_report_of_who_lacks_a_survey_names_its_quarter(string culture, string mean, string responses)
    {
        var appraisal = SampleAppraisals().Single(a => (string?)a["subject"]!["id"] == "KM-004");
        using var renderer = new ReportRenderer(Patient);

        var page = renderer.Render(Samples.Shipped("kam-appraisal"), Samples.Data(appraisal), culture, CancellationToken.None);

        var box = page[page.IndexOf("class=\"open\"", StringComparison.Ordinal)..];
        box = box[..box.IndexOf("</div>", StringComparison.Ordinal)];
        Assert.Contains(mean, box, StringComparison.Ordinal);
        Assert.Contains(responses, box, StringComparison.Ordinal);
    }

    [Fact]
    public void A_team_report_names_the_entries_of_each_person()
    {
        var undecided = SampleAppraisals().First();
        undecided["promotion"] = new JsonObject { ["outcome"] = "undetermined", ["missing"] = new JsonArray(Satisfaction), ["rules"] = new JsonArray() };
        undecided["facts"]!["quarters"]![1]!.AsObject().Remove("csat");
        var team = TeamModel.Of("s", null, [new CohortMember(undecided)], titles: Samples.Titles);

        Assert.Equal("""[{"en":"Figures by quarter: Mean satisfaction (quarter 2)","zh-CN":"季度数据：满意度均分（季度 2）"}]""", JsonNode.Parse(team["undecided"]![0]!["gaps"]!.ToJsonString())!.ToJsonString(Plain));
    }

    // Nothing here is about how long a report may take.
    private static readonly ReportLimits Patient = new() { Time = TimeSpan.FromMinutes(2) };

    private static readonly System.Text.Json.JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static IEnumerable<JsonObject> SampleAppraisals() =>
        File.ReadLines(RepositoryFiles.Path("report-templates", "sample-data", "appraisals.ndjson")).Select(l => JsonNode.Parse(l)!.AsObject());

    private static string Named(string path, string facts, string culture) =>
        Rendered($"{{{{ field '{path}' }}}}", new JsonObject { ["facts"] = JsonNode.Parse(facts) }, Samples.Titles, culture);

    private static string Rendered(string template, JsonNode appraisal, IReadOnlyDictionary<string, LocalizedText> titles, string culture)
    {
        using var renderer = new ReportRenderer(Patient);
        return Rendering.Written(renderer.Render(Rendering.Parse(template), ReportData.FromJson(Encoding.UTF8.GetBytes(appraisal.ToJsonString()), fieldTitles: titles), culture, CancellationToken.None));
    }
}

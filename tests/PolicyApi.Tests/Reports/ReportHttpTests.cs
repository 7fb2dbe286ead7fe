using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyApi.Platform.Content;
using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Reports;

/// <summary>Reports over HTTP, from the real service.</summary>
[Collection(SharedService.Name)]
public sealed class ReportHttpTests(RunningService service)
{
    // Escaping every character would make some attacks longer than the limit of a body, and no attack worse.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Attack => AttackTests.Names;

    [Theory]
    [MemberData(nameof(Attack))]
    public async Task An_attack_is_refused_stopped_or_shown_where_nothing_runs(string name)
    {
        var attack = Attacks.All.Single(a => a.Name == name);
        var document = new JsonObject
        {
            ["kind"] = "report-template",
            ["id"] = "attack",
            ["title"] = Both("a", "甲"),
            ["body"] = attack.Body,
            ["includes"] = attack.Part.Length == 0 ? [] : new JsonObject { ["part"] = attack.Part },
            ["texts"] = new JsonObject { ["en"] = new JsonObject(), ["zh-CN"] = new JsonObject() },
        };

        var answer = await service.PostAsync("/v1/templates:preview", document.ToJsonString(Plain));

        var expected = attack.Fate switch
        {
            Fate.Refused => (422, "document-invalid"),
            Fate.Stopped => (422, "render-failed"),
            _ => (200, null),
        };
        Assert.Equal(expected, (answer.Status, answer.Status == 200 ? null : answer.Code));
        if (answer.Status == 200)
        {
            Assert.Contains("default-src 'none'", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
            Assert.EndsWith("; sandbox", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        }

        Assert.Equal(200, (await service.GetAsync("/livez")).Status);
    }

    [Fact]
    public async Task The_same_appraisal_and_template_give_the_same_bytes_and_a_client_that_has_them_hears_so()
    {
        var path = $"/v1/appraisals/{await AppraiseAsync("km-001")}/report?lang=zh-CN";
        var first = await service.GetAsync(path);
        var second = await service.GetAsync(path);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("If-None-Match", first.Header("ETag"));
        using var third = await service.Client.SendAsync(request);

        Assert.Equal((200, first.Body, first.Header("ETag")), (second.Status, second.Body, second.Header("ETag")));
        Assert.Equal((304, ""), ((int)third.StatusCode, await third.Content.ReadAsStringAsync()));
        Assert.NotEqual(first.Header("ETag"), (await service.GetAsync(path.Replace("zh-CN", "en", StringComparison.Ordinal))).Header("ETag"));
        Assert.NotEqual(first.Header("ETag"), (await service.GetAsync(path + "&detail=full")).Header("ETag"));
    }

    [Theory]
    [InlineData("report", "", "text/html")]
    [InlineData("report", "*/*", "text/html")]
    [InlineData("report", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html")]
    [InlineData("report", "text/*", "text/html")]
    [InlineData("report", "application/json", null)]
    [InlineData("report", "text/csv", null)]
    [InlineData("report", "text/html;q=0, application/json", null)]
    [InlineData("table", "", "text/csv")]
    [InlineData("table", "text/*;q=0.5, text/html", "text/html")]
    [InlineData("table", "text/html;q=0.4, text/csv;q=0.5", "text/csv")]
    [InlineData("table", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, */*", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [InlineData("table", "*/*, text/csv;q=0, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet;q=0.1", "text/html")]
    [InlineData("table", "image/png", null)]
    [InlineData("sheet", "application/xml", null)]
    [InlineData("sheet", "text/html", "text/html")]
    public async Task What_the_caller_accepts_decides_and_what_is_not_offered_is_told_with_what_is(string what, string accept, string? mediaType)
    {
        var path = what switch
        {
            "report" => $"/v1/appraisals/{await AppraiseAsync("km-001")}/report",
            "table" => "/v1/schemes/kam-annual/appraisals?limit=5",
            _ => "/v1/policies/kam-promotion/versions/1/sheet",
        };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", accept);

        using var answer = await service.Client.SendAsync(request);

        Assert.Equal(((int)(mediaType is null ? 406 : 200), mediaType ?? "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        if (mediaType is null)
            Assert.Contains("`application/pdf`", (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("format=csv")]
    [InlineData("format=xlsx")]
    [InlineData("format=html")]
    public async Task A_table_that_has_not_changed_is_not_sent_again(string query)
    {
        await AppraiseAsync("km-001");
        var path = $"/v1/schemes/kam-annual/appraisals?limit=1&{query}";
        var first = await service.GetAsync(path);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("If-None-Match", first.Header("ETag"));

        using var same = await service.Client.SendAsync(request);
        await AppraiseAsync("km-002");
        var changed = await service.GetAsync(path);

        Assert.Equal(304, (int)same.StatusCode);
        Assert.NotEqual(first.Header("ETag"), changed.Header("ETag"));
    }

    [Fact]
    public async Task A_page_printed_once_is_had_again_byte_for_byte_by_its_templates_version()
    {
        var own = new RunningService();
        await own.InitializeAsync();
        var path = (await own.PostAsync("/v1/schemes/kam-annual/appraisals", Texts.Manager("km-003"))).Header("Location") + "/report?lang=zh-CN";
        var printed = await own.GetAsync(path);
        var template = (await own.GetAsync("/v1/templates/kam-appraisal/versions/1")).Json["content"]!;
        template["texts"]!["zh-CN"]!["report_title"] = "新版报告";
        await own.PostAsync("/v1/templates/kam-appraisal/versions", template.ToJsonString());
        var draft = await own.GetAsync(path + "&templateVersion=2");
        await own.PostAsync("/v1/templates/kam-appraisal/versions/2/publish", """{"effectiveFrom":"2020-01-01","reason":"a new layout"}""");
        await own.RestartAsync();

        var now = await own.GetAsync(path);
        var again = await own.GetAsync(path + "&templateVersion=1");

        Assert.Equal(404, draft.Status);
        Assert.Contains("kam-appraisal v1", printed.Body, StringComparison.Ordinal);
        Assert.Contains("新版报告", now.Body, StringComparison.Ordinal);
        Assert.Contains("kam-appraisal v2", now.Body, StringComparison.Ordinal);
        Assert.Equal((printed.Body, printed.Header("ETag")), (again.Body, again.Header("ETag")));
        Assert.Equal(404, (await own.GetAsync(path + "&templateVersion=3")).Status);
        await own.DisposeAsync();
    }

    [Fact]
    public async Task An_appraisal_shows_the_scale_that_graded_it_whatever_scale_came_later()
    {
        var own = new RunningService();
        await own.InitializeAsync();
        var old = (await own.PostAsync("/v1/schemes/kam-annual/appraisals", Texts.Manager("km-003"))).Header("Location") + "/report?lang=en";
        var policy = (await own.GetAsync("/v1/policies/kam-kpi-weighting/versions/1")).Json["content"]!;
        policy["grades"]![0]!["from"] = 99.9995;
        await own.PostAsync("/v1/policies/kam-kpi-weighting/versions", policy.ToJsonString());
        var published = await own.PostAsync("/v1/policies/kam-kpi-weighting/versions/2/publish", """{"effectiveFrom":"2020-01-01","reason":"an easier S"}""");
        var young = (await own.PostAsync("/v1/schemes/kam-annual/appraisals", Texts.Manager("km-003"))).Header("Location") + "/report?lang=en";

        var pages = new[] { (await own.GetAsync(old)).Body, (await own.GetAsync(young)).Body };

        Assert.True(published.Status is 200 or 201, published.Body);
        Assert.Contains("<b>S</b> from 100<", pages[0], StringComparison.Ordinal);
        Assert.Contains("<b>S</b> from 99.9995<", pages[1], StringComparison.Ordinal);
        Assert.DoesNotContain("from 99.9995", pages[0], StringComparison.Ordinal);
        await own.DisposeAsync();
    }

    [Theory]
    [InlineData("detail=some", "detail")]
    [InlineData("format=docx", "format")]
    [InlineData("lang=fr", "lang")]
    public async Task An_unknown_word_in_the_query_is_named(string query, string parameter)
    {
        var answer = await service.GetAsync($"/v1/appraisals/{await AppraiseAsync("km-001")}/report?{query}");

        Assert.Equal((400, "parameter-invalid", parameter), (answer.Status, answer.Code, (string?)answer.Json["errors"]![0]!["pointer"]));
    }

    [Fact]
    public async Task A_draft_is_previewed_with_sample_data_and_with_chosen_data()
    {
        var folders = ContentFolders.Find();
        var document = JsonNode.Parse(DefaultDocuments.Templates(folders).Single(t => t.Name == "kam-appraisal").Utf8.Span)!;
        document["id"] = Texts.NewId();
        document["texts"]!["en"]!["report_title"] = "A draft of mine";
        await service.PostAsync("/v1/templates", document.ToJsonString());
        var path = $"/v1/templates/{document["id"]}/versions/1/preview?lang=en";

        var sample = await service.PostAsync(path, "");
        var chosen = await service.PostAsync($"{path}&appraisal={await AppraiseAsync("km-004")}", "");

        Assert.Equal((200, "text/html"), (sample.Status, sample.MediaType));
        Assert.Contains("A draft of mine", sample.Body, StringComparison.Ordinal);
        Assert.Contains("KM-001", sample.Body, StringComparison.Ordinal);
        Assert.Contains("KM-004", chosen.Body, StringComparison.Ordinal);
        Assert.All([sample.Body, chosen.Body], page => Assert.Contains("<b>S</b> from 100<", page, StringComparison.Ordinal));
        Assert.Equal(404, (await service.PostAsync(path + "&appraisal=apr_none", "")).Status);
        Assert.Equal(404, (await service.PostAsync($"/v1/templates/{document["id"]}/versions/9/preview", "")).Status);
    }

    [Fact]
    public async Task A_preview_names_every_fault_with_its_place_and_what_was_meant()
    {
        var answer = await service.PostAsync("/v1/templates:preview", """
            {"kind":"report-template","id":"x","title":{"en":"x","zh-CN":"x"},"body":"a\n{{ appraisal.scores.compsite }}\n<script>","texts":{"en":{},"zh-CN":{}}}
            """);

        Assert.Equal(
            ["template-member line 2, column 21 of the part: `appraisal.scores` has no member `compsite` (did you mean `composite`?)", "template-markup line 3, column 1 of the part: `<script>` has no effect in a report, which runs no code, loads nothing and sends nothing; remove it"],
            answer.Json["errors"]!.AsArray().Select(e => $"{e!["code"]} {e["message"]}"), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_preview_names_faults_of_the_form_and_of_the_page_at_once()
    {
        var answer = await service.PostAsync("/v1/templates:preview", """
            {"kind":"report-template","id":"x","title":{"en":"x","zh-CN":"x"},"body":"{{ text 'a' }}{{ appraisal.scores.compsite }}{{ include 'b' }}","texts":{"en":{"a":"A"},"zh-CN":{}}}
            """);

        Assert.Equal(
            ["missing-member /texts/zh-CN", "template-member /body", "template-include /body"],
            answer.Json["errors"]!.AsArray().Select(e => $"{e!["code"]} {e["pointer"]}"), StringComparer.Ordinal);
        Assert.EndsWith("there is no include `b`; add it to `includes`", (string?)answer.Json["errors"]![2]!["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_model_describes_every_member_of_every_stored_appraisal()
    {
        var model = (await service.GetAsync("/v1/report-model")).Json;

        var stored = (await service.GetAsync($"/v1/appraisals/{await AppraiseAsync("km-005")}")).Json;
        stored["facts"] = new JsonObject();
        stored["gradeScale"] = JsonNode.Parse("""{"grades":[{"grade":"S","from":100}],"next":{"grade":"S","missing":5.98}}""");
        AssertDescribed(model, stored, model["properties"]!["appraisal"]!, "appraisal");
    }

    [Fact]
    public async Task Tables_of_a_scheme_come_in_pages_that_link_to_the_next()
    {
        foreach (var manager in new[] { "km-001", "km-002", "km-003" })
            await AppraiseAsync(manager);

        var first = await service.GetAsync("/v1/schemes/kam-annual/appraisals?format=csv&limit=2");
        var next = first.Header("Link")!;
        var second = await service.GetAsync(next[1..next.IndexOf('>', StringComparison.Ordinal)]);

        Assert.Equal((200, "text/csv"), (first.Status, first.MediaType));
        var ids = new[] { first, second }.SelectMany(a => a.Body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1)).Select(l => l.Split(',')[0]).ToList();
        Assert.True(ids.Count >= 3);
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(400, (await service.GetAsync("/v1/schemes/kam-annual/appraisals?limit=0")).Status);
        Assert.Equal(400, (await service.GetAsync("/v1/schemes/kam-annual/appraisals?after=nope")).Status);
        Assert.Equal(404, (await service.GetAsync("/v1/schemes/nope/appraisals")).Status);
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (await service.GetAsync("/v1/schemes/kam-annual/appraisals?format=xlsx")).MediaType);
    }

    [Fact]
    public async Task An_overview_of_not_everybody_says_so_and_leads_on_in_its_language_and_layout()
    {
        foreach (var manager in new[] { "km-001", "km-002" })
            await AppraiseAsync(manager);

        var some = await service.GetAsync("/v1/schemes/kam-annual/appraisals?format=html&lang=zh-CN&template=team-overview&limit=1");
        var all = await service.GetAsync("/v1/schemes/kam-annual/appraisals?format=html&lang=zh-CN&limit=1000");

        Assert.Contains("并非全员", some.Body, StringComparison.Ordinal);
        Assert.EndsWith("&limit=1&format=html&lang=zh-CN&template=team-overview>; rel=\"next\"", some.Header("Link"), StringComparison.Ordinal);
        Assert.DoesNotContain("并非全员", all.Body, StringComparison.Ordinal);
        Assert.Null(all.Header("Link"));
    }

    [Theory]
    [InlineData("/v1/schemes/kam-annual/appraisals?format=html", "Ranking", "排名")]
    [InlineData("/v1/policies/kam-promotion/versions/1/sheet?format=html", "Parameters", "参数")]
    [InlineData("/v1/policies/kam-rewards/versions/1/sheet?format=html", "Rules", "规则")]
    [InlineData("/v1/policies/kam-training/versions/1/sheet?format=html", "Rules", "规则")]
    [InlineData("/v1/policies/kam-kpi-weighting/versions/1/sheet?format=html", "What counts how much", "权重构成")]
    public async Task Overviews_and_sheets_speak_both_languages(string path, string english, string chinese)
    {
        await AppraiseAsync("km-001");

        var en = await service.GetAsync(path + "&lang=en");
        var zh = await service.GetAsync(path + "&lang=zh-CN");

        Assert.Equal((200, 200), (en.Status, zh.Status));
        Assert.Contains(english, en.Body, StringComparison.Ordinal);
        Assert.Contains(chinese, zh.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "Months of service: [Months of service] (at least 24 required)")]
    [InlineData("zh-CN", "[司龄]")]
    public async Task A_sheet_has_the_numbers_of_its_version_and_names_what_comes_from_the_person(string language, string words)
    {
        var sheet = await service.GetAsync("/v1/policies/kam-promotion/versions/1/sheet?lang=" + language);

        Assert.Contains(words, sheet.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("$(", sheet.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "[Annual grade]")]
    [InlineData("zh-CN", "[年度等级]")]
    public async Task A_sheet_is_in_plain_words_down_to_results_and_points(string language, string words)
    {
        var rewards = await service.GetAsync("/v1/policies/kam-rewards/versions/1/sheet?lang=" + language);
        var weighting = await service.GetAsync("/v1/policies/kam-kpi-weighting/versions/1/sheet?lang=" + language);

        Assert.Contains(words, rewards.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("[results.", rewards.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("[shown]", rewards.Body, StringComparison.Ordinal);
        Assert.Contains("-10 × ", weighting.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("complaints.overdue", weighting.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("policy-sheet", "status_", typeof(PolicyApi.Catalog.VersionStatus))]
    [InlineData("kam-appraisal", "mark_", typeof(PolicyEngine.Workflows.Outcome))]
    public void Every_word_that_the_service_can_say_has_a_text(string template, string prefix, Type words)
    {
        var texts = Samples.Shipped(template).Texts;

        Assert.All(Enum.GetNames(words), w => Assert.Contains(prefix + JsonNamingPolicy.CamelCase.ConvertName(w), texts.En));
    }

    [Theory]
    [InlineData("trial", "en", "Trial: made with a version that is not in force.")]
    [InlineData("trial", "zh-CN", "试算：")]
    [InlineData("singlePerson", "en", "Approved by one person only")]
    [InlineData("singlePerson", "zh-CN", "单人审批：")]
    [InlineData("fourEyes", "en", null)]
    [InlineData("shipped", "zh-CN", null)]
    public void What_stands_behind_an_appraisal_is_told_where_it_is_less_than_two_people(string standing, string culture, string? words)
    {
        var stored = JsonNode.Parse(Samples.Bytes("complete"))!;
        stored["standing"] = standing;
        using var renderer = new PolicyApi.Reports.ReportRenderer();

        var html = renderer.Render(Samples.Template, PolicyApi.Reports.ReportData.FromJson(System.Text.Encoding.UTF8.GetBytes(stored.ToJsonString())), culture, CancellationToken.None);

        Assert.Equal(words is not null, html.Contains("<div class=\"standing\">", StringComparison.Ordinal));
        Assert.Equal(words is not null, html.Contains("@bottom-left", StringComparison.Ordinal));
        if (words is not null)
            Assert.Contains(words, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trial_is_marked_on_its_page_and_in_the_table_and_does_not_push_aside_the_result_that_counts()
    {
        var own = new RunningService();
        await own.InitializeAsync();
        var scheme = (await own.GetAsync("/v1/schemes/kam-annual/versions/1")).Json["content"]!;
        await own.PostAsync("/v1/schemes/kam-annual/versions", scheme.ToJsonString());
        var real = await own.PostAsync("/v1/schemes/kam-annual/appraisals", Texts.Manager("km-001"));
        var trial = await own.PostAsync("/v1/schemes/kam-annual/appraisals?version=2", Texts.Manager("km-001"));

        var page = await own.GetAsync(trial.Header("Location") + "/report?lang=en");
        var table = await own.GetAsync("/v1/schemes/kam-annual/appraisals?format=csv");
        var team = await own.GetAsync("/v1/schemes/kam-annual/appraisals?format=html&lang=en");

        Assert.Contains("<div class=\"standing\">Trial:", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<div class=\"standing\">", (await own.GetAsync(real.Header("Location") + "/report?lang=en")).Body, StringComparison.Ordinal);
        Assert.Equal(["trial", "shipped"], table.Body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(',')[^1]));
        Assert.Contains("persons <b>1</b>", team.Body, StringComparison.Ordinal);
        await own.DisposeAsync();
    }

    [Fact]
    public async Task Who_may_read_about_one_manager_gets_that_managers_rows_and_previews_only()
    {
        var foreign = await AppraiseAsync("km-002");
        await AppraiseAsync("km-001");
        var key = (string)(await service.IssueAsync(new JsonObject { ["name"] = "own", ["roles"] = new JsonArray("own-report-reader", "policy-author"), ["manager"] = "KM-001" })).Json["text"]!;
        using var own = service.ClientOf(key);

        var list = await own.GetStringAsync("/v1/schemes/kam-annual/appraisals?format=csv");
        var page = await own.GetStringAsync("/v1/schemes/kam-annual/appraisals?format=html");
        using var preview = await own.PostAsync($"/v1/templates/kam-appraisal/versions/1/preview?appraisal={foreign}", null);
        using var cursor = await own.GetAsync($"/v1/schemes/kam-annual/appraisals?after={foreign}");

        var rows = list.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, r => Assert.Equal("KM-001", r.Split(',')[1]));
        Assert.DoesNotContain("KM-002", page, StringComparison.Ordinal);
        Assert.Equal((404, 400), ((int)preview.StatusCode, (int)cursor.StatusCode));
    }

    [Fact]
    public async Task A_template_about_something_else_is_refused_by_name()
    {
        var answer = await service.GetAsync("/v1/policies/kam-promotion/versions/1/sheet?template=team-overview");

        Assert.Equal((409, "other-template"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Without_a_browser_a_pdf_is_answered_with_how_to_get_one()
    {
        var own = new RunningService { Settings = ["--Pdf:Browser", "/nowhere/chromium"] };
        await own.InitializeAsync();
        var posted = await own.PostAsync("/v1/schemes/kam-annual/appraisals", Texts.Manager("km-001"));

        var answer = await own.GetAsync(posted.Header("Location") + "/report?format=pdf");

        Assert.Equal((503, "application/problem+json", "pdf-unavailable"), (answer.Status, answer.MediaType, answer.Code));
        Assert.Contains("Pdf:Browser", (string?)answer.Json["detail"], StringComparison.Ordinal);
        Assert.Null(answer.Header("ETag"));
        await own.DisposeAsync();
    }

    [BrowserFact]
    public async Task A_pdf_comes_by_accept_and_by_query()
    {
        var path = $"/v1/appraisals/{await AppraiseAsync("km-001")}/report";
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "application/pdf" } } };
        using var answer = await service.Client.SendAsync(request);

        Assert.Equal("application/pdf", answer.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("%PDF-", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.StartsWith("%PDF-", (await service.GetAsync(path + "?format=pdf")).Body, StringComparison.Ordinal);
    }

    private static JsonObject Both(string en, string zh) => new() { ["en"] = en, ["zh-CN"] = zh };

    private static void AssertDescribed(JsonNode model, JsonNode? value, JsonNode schema, string path)
    {
        if (schema["$ref"] is not null)
            schema = model["$defs"]!["rule"]!;
        if (value is JsonObject o && schema["properties"] is { } properties)
        {
            foreach (var (name, member) in o)
            {
                var described = properties[name];
                Assert.True(described is not null, $"{path}.{name} is not in the model");
                if (name is not ("en" or "zh-CN"))
                    Assert.False(string.IsNullOrEmpty((string?)described["description"]), $"{path}.{name} has no description");
                AssertDescribed(model, member, described, $"{path}.{name}");
            }
        }
        else if (value is JsonArray list && schema["items"] is { } items)
        {
            foreach (var item in list)
                AssertDescribed(model, item, items, path + "[]");
        }
    }

    private async Task<string> AppraiseAsync(string manager) =>
        (string)(await service.PostAsync("/v1/schemes/kam-annual/appraisals", Texts.Manager(manager))).Json["id"]!;
}

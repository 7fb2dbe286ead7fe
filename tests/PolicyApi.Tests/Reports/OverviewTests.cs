using System.Text.Json.Nodes;
using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Reports;

/// <summary>Tables of a scheme's appraisals and overviews of cohorts over HTTP: pages, languages, and who sees which rows.</summary>
[Collection(SharedService.Name)]
public sealed class OverviewTests(RunningService service)
{
    [Theory]
    [InlineData("format=csv")]
    [InlineData("format=xlsx")]
    [InlineData("format=html")]
    public async Task A_table_that_has_not_changed_is_not_sent_again(string query)
    {
        await service.AppraiseAsync("km-001");
        var path = $"/v1/schemes/kam-annual/appraisals?limit=1&{query}";
        var first = await service.GetAsync(path);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("If-None-Match", first.Header("ETag"));

        using var same = await service.Client.SendAsync(request);
        await service.AppraiseAsync("km-002");
        var changed = await service.GetAsync(path);

        Assert.Equal(304, (int)same.StatusCode);
        Assert.NotEqual(first.Header("ETag"), changed.Header("ETag"));
    }

    [Theory]
    [InlineData("detail=some", "detail")]
    [InlineData("format=docx", "format")]
    [InlineData("lang=fr", "lang")]
    public async Task An_unknown_word_in_the_query_is_named(string query, string parameter)
    {
        var answer = await service.GetAsync($"/v1/appraisals/{await service.AppraiseAsync("km-001")}/report?{query}");

        Assert.Equal((400, "parameter-invalid", parameter), (answer.Status, answer.Code, (string?)answer.Json["errors"]![0]!["pointer"]));
    }

    [Fact]
    public async Task Tables_of_a_scheme_come_in_pages_that_link_to_the_next()
    {
        foreach (var manager in new[] { "km-001", "km-002", "km-003" })
            await service.AppraiseAsync(manager);

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
            await service.AppraiseAsync(manager);

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
        await service.AppraiseAsync("km-001");

        var en = await service.GetAsync(path + "&lang=en");
        var zh = await service.GetAsync(path + "&lang=zh-CN");

        Assert.Equal((200, 200), (en.Status, zh.Status));
        Assert.Contains(english, en.Body, StringComparison.Ordinal);
        Assert.Contains(chinese, zh.Body, StringComparison.Ordinal);
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
        var foreign = await service.AppraiseAsync("km-002");
        await service.AppraiseAsync("km-001");
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
}

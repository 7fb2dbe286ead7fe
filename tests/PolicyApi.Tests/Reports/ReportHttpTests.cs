using System.Text.Json.Nodes;
using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Reports;

/// <summary>Reports of appraisals over HTTP, from the real service.</summary>
[Collection(SharedService.Name)]
public sealed class ReportHttpTests(RunningService service)
{
    [Fact]
    public async Task The_same_appraisal_and_template_give_the_same_bytes_and_a_client_that_has_them_hears_so()
    {
        var path = $"/v1/appraisals/{await service.AppraiseAsync("km-001")}/report?lang=zh-CN";
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
            "report" => $"/v1/appraisals/{await service.AppraiseAsync("km-001")}/report",
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
        var path = $"/v1/appraisals/{await service.AppraiseAsync("km-001")}/report";
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "application/pdf" } } };
        using var answer = await service.Client.SendAsync(request);

        Assert.Equal("application/pdf", answer.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("%PDF-", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.StartsWith("%PDF-", (await service.GetAsync(path + "?format=pdf")).Body, StringComparison.Ordinal);
    }
}

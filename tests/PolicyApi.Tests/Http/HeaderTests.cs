using System.Text.Json.Nodes;

namespace PolicyApi.Tests.Http;

/// <summary>What a careful client reads from headers.</summary>
[Collection(SharedService.Name)]
public sealed class HeaderTests(RunningService service)
{
    [Theory]
    [InlineData("DELETE", "/v1/policies", "GET, HEAD, POST")]
    [InlineData("OPTIONS", "/v1/policies/kam-promotion", "GET, HEAD")]
    [InlineData("POST", "/livez", "GET, HEAD")]
    [InlineData("GET", "/v1/subjects:erase", "POST")]
    [InlineData("HEAD", "/v1/subjects:erase", "POST")]
    public async Task A_method_that_is_not_allowed_is_answered_with_those_that_are(string method, string path, string allowed)
    {
        var answer = await service.SendAsync(new HttpMethod(method), path);

        Assert.Equal((405, allowed), (answer.Status, string.Join(", ", answer.Header("Allow")!.Split(", ").Order(StringComparer.Ordinal))));
    }

    [Theory]
    [InlineData("/livez")]
    [InlineData("/readyz")]
    public async Task What_a_probe_is_told_is_kept_by_nobody(string path) => Assert.Equal("no-store", (await service.GetAsync(path)).Header("Cache-Control"));

    [Fact]
    public async Task Every_json_says_in_which_encoding_it_is()
    {
        var posted = await service.PostAsync("/v1/policies/yearly-review-promotion/decisions", """{"employee_id":"E-1"}""");
        foreach (var answer in new[] { posted, await service.GetAsync(posted.Header("Location")!), await service.GetAsync("/v1/policies"), await service.GetAsync("/v1/policies/kam-promotion/versions/1") })
            Assert.Equal("application/json; charset=utf-8", answer.Header("Content-Type"));
    }

    [Theory]
    [InlineData("KM-016", "inline; filename=KM-016.en.html; filename*=UTF-8''KM-016.en.html")]
    [InlineData("员工 7/\"x\"", "inline; filename=___7__x_.en.html; filename*=UTF-8''%E5%91%98%E5%B7%A5_7__x_.en.html")]
    [InlineData("../../etc", "inline; filename=_.._etc.en.html; filename*=UTF-8''_.._etc.en.html")]
    public async Task A_report_is_shown_and_saved_under_the_persons_id(string id, string disposition)
    {
        var facts = JsonNode.Parse(Texts.Manager("km-016"))!;
        facts["managerId"] = id;
        var appraisal = (await service.PostAsync("/v1/schemes/kam-annual/appraisals", facts.ToJsonString())).Header("Location");

        var report = await service.GetAsync($"{appraisal}/report?lang=en");

        Assert.Equal((200, "en", disposition), (report.Status, report.Header("Content-Language"), report.Header("Content-Disposition")?.Replace("\"", "", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("/v1/policies/kam-promotion/versions/1/sheet?lang=zh-CN", "inline; filename=kam-promotion.v1.zh-CN.html")]
    [InlineData("/v1/schemes/kam-annual/appraisals?format=html&lang=en&limit=1", "inline; filename=kam-annual-appraisals.en.html")]
    [InlineData("/v1/schemes/kam-annual/appraisals?format=csv&limit=1", "attachment; filename=kam-annual-appraisals.csv")]
    public async Task Pages_and_tables_have_names_to_be_saved_under(string path, string disposition)
    {
        await service.PostAsync("/v1/schemes/kam-annual/appraisals", Texts.Manager("km-016"));

        Assert.StartsWith(disposition + ";", (await service.GetAsync(path)).Header("Content-Disposition"), StringComparison.Ordinal);
    }
}

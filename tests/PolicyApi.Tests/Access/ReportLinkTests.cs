using Microsoft.Extensions.DependencyInjection;
using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Access;

/// <summary>Links that open a report for a limited time.</summary>
public sealed class ReportLinkTests : IAsyncLifetime
{
    private readonly Clock _clock = new();
    private readonly RunningService _service;

    public ReportLinkTests() => _service = new RunningService { Replace = services => services.AddSingleton<TimeProvider>(_clock) };

    public Task InitializeAsync() => _service.InitializeAsync();

    public Task DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_link_opens_its_report_in_its_language_without_a_key_and_after_a_restart()
    {
        var (appraisal, url) = await LinkAsync("zh-CN");
        var report = await _service.GetAsync($"{appraisal}/report?lang=zh-CN");

        var opened = await OpenAsync(url);
        var asked = await OpenAsync(url + "?lang=en");
        await _service.RestartAsync();
        var later = await OpenAsync(url);

        Assert.Equal((200, "text/html", "zh-CN"), (opened.Status, opened.MediaType, opened.Header("Content-Language")));
        Assert.Equal(report.Body, opened.Body);
        Assert.Equal((400, "parameter-unknown"), (asked.Status, asked.Code));
        Assert.Equal(report.Body, later.Body);
        Assert.Equal(("no-store", "no-referrer"), (opened.Header("Cache-Control"), opened.Header("Referrer-Policy")));
        Assert.Contains("default-src 'none'", opened.Header("Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(899, 200)]
    [InlineData(901, 404)]
    public async Task A_link_works_for_15_minutes(int seconds, int status)
    {
        _clock.Stop();
        var (_, url) = await LinkAsync("en");

        _clock.Ahead = TimeSpan.FromSeconds(seconds);

        Assert.Equal(status, (await OpenAsync(url)).Status);
    }

    [Fact]
    public async Task A_browser_gets_a_page_about_a_link_that_has_ended()
    {
        using var client = _service.ClientOf(string.Empty);
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html,application/xhtml+xml,*/*;q=0.8");

        var page = await _service.SendAsync(HttpMethod.Get, "/v1/report-links/none", client: client);

        Assert.Equal((404, "text/html", "no-store"), (page.Status, page.MediaType, page.Header("Cache-Control")));
        Assert.Contains("Ask whoever sent it to you for a new one", page.Body, StringComparison.Ordinal);
        Assert.Contains("请向发送者索取新的链接", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_link_is_not_found_wherever_it_was_changed()
    {
        var (_, url) = await LinkAsync("en");
        var text = url[(url.LastIndexOf('/') + 1)..];

        for (var at = 0; at < text.Length; at++)
        {
            var changed = text[..at] + (text[at] == 'A' ? 'B' : 'A') + text[(at + 1)..];
            Assert.Equal(404, (await OpenAsync("/v1/report-links/" + changed)).Status);
        }

        foreach (var other in new[] { "x", text[..^4], text + "AAAA", new string('A', 5_000), "%20", "..%2f..", "a b", text + "=", text + "%20", text[..8] + "%0A" + text[8..] })
            Assert.Equal((404, "application/problem+json"), Outcome(await OpenAsync("/v1/report-links/" + other)));
    }

    [Fact]
    public async Task With_a_public_address_a_link_is_whole()
    {
        var service = new RunningService { Settings = ["--Access:PublicUrl", "https://appraisals.example.com/hr/"] };
        await service.InitializeAsync();
        var appraisal = (await service.PostAsync("/v1/schemes/kam-annual/appraisals", Texts.Manager("km-001"))).Header("Location")!;

        var url = (string)(await service.PostAsync($"{appraisal}/report-links", "")).Json["url"]!;
        await service.DisposeAsync();

        Assert.StartsWith("https://appraisals.example.com/hr/v1/report-links/", url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_text_of_a_link_tells_nothing()
    {
        var (appraisal, url) = await LinkAsync("en");

        Assert.DoesNotContain(appraisal.Split('/')[^1], url, StringComparison.Ordinal);
    }

    private static (int, string?) Outcome(Answer answer) => (answer.Status, answer.MediaType);

    private async Task<(string Appraisal, string Url)> LinkAsync(string language)
    {
        var appraisal = (await _service.PostAsync("/v1/schemes/kam-annual/appraisals", Texts.Manager("km-001"))).Header("Location")!;
        var link = await _service.PostAsync($"{appraisal}/report-links?lang={language}", "");
        Assert.Equal(201, link.Status);
        return (appraisal, (string)link.Json["url"]!);
    }

    private async Task<Answer> OpenAsync(string url)
    {
        using var nobody = _service.ClientOf(string.Empty);
        return await _service.SendAsync(HttpMethod.Get, url, client: nobody);
    }
}

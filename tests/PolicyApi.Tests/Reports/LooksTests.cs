using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using PolicyApi.Reports;
using PolicyApi.Reports.Cohorts;
using PolicyApi.Reports.Pdf;

namespace PolicyApi.Tests.Reports;

/// <summary>Opens the shipped pages in a real browser and checks their layout.</summary>
public sealed class LooksTests
{
    // The width of A4 without the print margins, in CSS pixels.
    private const int PaperWidth = 703;

    private const int PhoneWidth = 390;

    [BrowserTheory]
    [InlineData("kam-appraisal", "en", true)]
    [InlineData("kam-appraisal", "zh-CN", true)]
    [InlineData("kam-appraisal", "zh-CN", false)]
    [InlineData("team-overview", "en", false)]
    [InlineData("team-overview", "zh-CN", false)]
    [InlineData("policy-sheet", "en", false)]
    [InlineData("policy-sheet", "zh-CN", false)]
    public async Task A_page_loads_quietly_draws_its_charts_and_fits_the_paper(string template, string culture, bool full)
    {
        var (heard, seen) = await OpenAndLookAsync(Html(template, culture, full));

        Assert.Empty(heard);
        Assert.Equal(culture, (string?)seen["language"]);
        Assert.Equal("", (string?)seen["overflow"]);
        Assert.Equal(0, (int)seen["flat"]!);
        Assert.True((int)seen["charts"]! >= (template == "kam-appraisal" ? 10 : template == "team-overview" ? 1 : 0));
        Assert.True((int)seen["characters"]! > 500);
        if (culture == "zh-CN")
            Assert.True((int)seen["chinese"]! > 100);
    }

    [BrowserTheory]
    [InlineData("en", false)]
    [InlineData("zh-CN", true)]
    public async Task An_appraisal_is_read_on_a_phone_without_moving_it_sideways(string culture, bool full)
    {
        // The first thing in bold is the person's id, here with as many characters as an id may have and no place to break it.
        var page = Html("kam-appraisal", culture, full);
        page = page.Insert(page.IndexOf("</b>", StringComparison.Ordinal), new string('W', 60));

        var (_, seen) = await OpenAndLookAsync(page, PhoneWidth, "screen");

        Assert.InRange((int)seen["width"]!, 1, PhoneWidth);
    }

    [BrowserTheory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task A_team_of_many_with_the_same_need_fits_the_paper(string culture)
    {
        var people = Enumerable.Range(0, 40).Select(i =>
        {
            var appraisal = JsonNode.Parse(Samples.Bytes("complete"))!.AsObject();
            appraisal["subject"]!["id"] = $"K-{i:000}";
            appraisal["subject"]!["name"] = $"Wolfeschlegel {i}";
            return new CohortMember(appraisal);
        });
        var team = TeamModel.Of("kam-annual", JsonNode.Parse("""{"en":"Team","zh-CN":"团队"}"""), [.. people], more: true);
        using var renderer = new ReportRenderer(Rendering.Unhurried);
        var html = renderer.Render(
            Samples.Shipped("team-overview"), ReportData.FromJson(System.Text.Encoding.UTF8.GetBytes(team.ToJsonString()), ReportModel.Team), new ReportView(culture), CancellationToken.None);

        var (heard, seen) = await OpenAndLookAsync(html);

        Assert.Empty(heard);
        Assert.Equal("", (string?)seen["overflow"]);
    }

    [BrowserFact]
    public async Task A_page_that_is_loud_too_wide_or_without_its_chart_would_be_noticed()
    {
        var (heard, seen) = await OpenAndLookAsync(
            "<!doctype html><body><div style=\"width:900px\">wide</div><svg></svg><img src=\"http://127.0.0.1:9/x.png\"><script>console.log('loud')</script></body>");

        Assert.Contains(heard, h => h.StartsWith("Runtime.consoleAPICalled", StringComparison.Ordinal));
        Assert.Contains(heard, h => h.StartsWith("Network.requestWillBeSent", StringComparison.Ordinal));
        Assert.Contains("wide", (string?)seen["overflow"], StringComparison.Ordinal);
        Assert.Equal(1, (int)seen["flat"]!);
    }

    private static async Task<(IReadOnlyCollection<string> Heard, JsonNode Seen)> OpenAndLookAsync(string html, int width = PaperWidth, string media = "print")
    {
        using var browser = BrowserProcess.Start(BrowserFinder.Find(new PdfSettings()));
        var heard = new ConcurrentQueue<string>();
        browser.Listener = (_, method, parameters) =>
        {
            if (method is "Log.entryAdded" or "Runtime.consoleAPICalled" or "Runtime.exceptionThrown" or "Network.requestWillBeSent")
                heard.Enqueue(method + " " + parameters.ToJsonString());
        };
        using var patience = new CancellationTokenSource(Patience.Most);
        var session = await OpenAsync(browser.DevTools, html, width, media, patience.Token);
        return (heard, await LookAsync(browser.DevTools, session, patience.Token));
    }

    private static async Task<string> OpenAsync(DevTools tools, string html, int width, string media, CancellationToken cancellation)
    {
        var target = (string)(await tools.SendAsync(null, "Target.createTarget", new JsonObject { ["url"] = "about:blank" }, cancellation))["targetId"]!;
        var session = (string)(await tools.SendAsync(null, "Target.attachToTarget", new JsonObject { ["targetId"] = target, ["flatten"] = true }, cancellation))["sessionId"]!;
        foreach (var domain in new[] { "Page", "Runtime", "Log", "Network" })
            await tools.SendAsync(session, domain + ".enable", [], cancellation);
        await tools.SendAsync(session, "Emulation.setEmulatedMedia", new JsonObject { ["media"] = media }, cancellation);
        await tools.SendAsync(session, "Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = width, ["height"] = 1000, ["deviceScaleFactor"] = 1, ["mobile"] = false }, cancellation);
        await tools.SendAsync(session, "Page.setDocumentContent", new JsonObject { ["frameId"] = target, ["html"] = html }, cancellation);
        return session;
    }

    private static async Task<JsonNode> LookAsync(DevTools tools, string session, CancellationToken cancellation)
    {
        const string look = """
            (() => {
              const all = [...document.body.querySelectorAll('*')].filter(e => !e.closest('svg') || e.tagName === 'svg');
              const wide = all.filter(e => e.getBoundingClientRect().right > window.innerWidth + 1 || e.getBoundingClientRect().left < -1);
              const charts = [...document.querySelectorAll('svg')];
              const text = document.body.innerText;
              return {
                language: document.documentElement.lang,
                width: document.documentElement.scrollWidth,
                overflow: wide.slice(0, 5).map(e => e.tagName + '.' + e.className + ' ' + e.textContent.slice(0, 40)).join(' | '),
                charts: charts.length,
                flat: charts.filter(c => c.getBoundingClientRect().width < 20 || c.getBoundingClientRect().height < 3 || c.children.length < 3).length,
                characters: text.length,
                chinese: (text.match(/[\u4e00-\u9fff]/g) || []).length,
              };
            })()
            """;
        var answer = await tools.SendAsync(session, "Runtime.evaluate", new JsonObject { ["expression"] = look, ["returnByValue"] = true }, cancellation);
        return answer["result"]!["value"]!;
    }

    private static string Html(string name, string culture, bool full)
    {
        var template = Samples.Shipped(name);
        var data = new ReportSamples(new DirectoryInfo(RepositoryFiles.Path("report-templates", "sample-data"))).Of(template.Root, Samples.Titles);
        using var renderer = new ReportRenderer(Rendering.Unhurried);
        return renderer.Render(template, data, new ReportView(culture, full), CancellationToken.None);
    }
}

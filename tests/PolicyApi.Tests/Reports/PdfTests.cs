using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using PolicyApi.Reports;
using PolicyApi.Reports.Cohorts;
using PolicyApi.Reports.Pdf;

namespace PolicyApi.Tests.Reports;

/// <summary>Prints with a real browser.</summary>
public sealed partial class PdfTests : IDisposable
{
    // The machine that runs the tests may be busy.
    private readonly PdfPrinter _printer = new(new PdfSettings { Seconds = 120 }, NullLogger<PdfPrinter>.Instance);

    public void Dispose() => _printer.Dispose();

    [BrowserTheory]
    [InlineData("complete", "zh-CN", "大客户经理年度绩效考核报告", "激励与奖励")]
    [InlineData("complete", "en", "Annual appraisal", "Incentives and rewards")]
    [InlineData("open", "zh-CN", "数据缺失", "人数不足")]
    [InlineData("open", "en", "data is missing", "n<3")]
    public async Task The_report_is_two_pages_whose_words_can_be_searched(string sample, string culture, params string[] words)
    {
        var file = await PrintAsync(Html(sample, culture));

        Assert.Equal(2, Pages(file));
        var text = PdfTools.Run("pdftotext", file, "-");
        Assert.All(words, w => Assert.Contains(w, text, StringComparison.Ordinal));
        Assert.DoesNotMatch(NotEmbedded(), PdfTools.Run("pdffonts", file));
    }

    [BrowserFact]
    public async Task A_table_over_several_pages_repeats_its_header()
    {
        var file = await PrintAsync(Html("complete", "en", full: true));

        var pages = PagesOf(file);
        Assert.True(pages.Count(p => PeriodHeader().IsMatch(p)) >= 2, "the table of periods lies on one page, or its header is not repeated");
    }

    [BrowserTheory]
    [InlineData("en", "Ranking", @"Person\s+Level\s+Composite")]
    [InlineData("zh-CN", "排名", @"姓名\s+职级\s+综合得分")]
    public async Task The_ranking_of_a_large_team_repeats_its_header_on_every_page(string culture, string words, string header)
    {
        var people = Enumerable.Range(0, 120).Select(i =>
        {
            var appraisal = System.Text.Json.Nodes.JsonNode.Parse(Samples.Bytes("complete"))!.AsObject();
            appraisal["subject"]!["id"] = $"K-{i:000}";
            appraisal["subject"]!["name"] = $"林悦 {i}";
            return new CohortMember(appraisal);
        });
        var team = TeamModel.Of("kam-annual", System.Text.Json.Nodes.JsonNode.Parse("""{"en":"Team","zh-CN":"团队"}"""), [.. people]);
        using var renderer = new ReportRenderer(Rendering.Unhurried);
        var html = renderer.Render(Samples.Shipped("team-overview"), ReportData.FromJson(System.Text.Encoding.UTF8.GetBytes(team.ToJsonString()), ReportModel.Team), culture, CancellationToken.None);

        var file = await PrintAsync(html);

        var pages = PagesOf(file);
        Assert.Contains(words, pages[0], StringComparison.Ordinal);
        Assert.All(pages.Where(p => RankingRow().Count(p) > 5), p => Assert.Matches(header, p));
        Assert.Equal(120, pages.Sum(p => RankingRow().Count(p)));
        Assert.Contains("林悦 119", string.Concat(pages), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task A_very_long_name_and_many_long_reasons_break_cleanly()
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(Samples.Bytes("complete"))!;
        json["subject"]!["name"] = string.Concat(Enumerable.Repeat("欧阳·Wolfeschlegelsteinhausenbergerdorff-", 6));
        var reason = string.Concat(Enumerable.Repeat("因多项数据未达到要求而未能满足本条件，", 20));
        foreach (var gate in json["promotion"]!["rules"]!.AsArray())
        {
            foreach (var check in gate!["rules"]!.AsArray())
                check!["reason"]!["zh-CN"] = reason;
        }

        using var renderer = new ReportRenderer(Rendering.Unhurried);
        var html = renderer.Render(Samples.Template, ReportData.FromJson(System.Text.Encoding.UTF8.GetBytes(json.ToJsonString())), "zh-CN", CancellationToken.None);
        var file = await PrintAsync(html);

        Assert.InRange(Pages(file), 2, 5);
        var text = PdfTools.Run("pdftotext", file, "-").ReplaceLineEndings("").Replace("\f", "", StringComparison.Ordinal);
        Assert.Equal(json["promotion"]!["rules"]!.AsArray().Sum(g => g!["rules"]!.AsArray().Count) * 20, Regex.Count(text, "因多项数据", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Contains("人力资源部", text, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task A_page_reads_no_file_calls_nobody_and_runs_nothing()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://{listener.LocalEndpoint}/";
        var file = await PrintAsync(
            $"""
            <p>before</p><iframe src="file:///etc/passwd" width="600" height="400"></iframe><object data="file:///etc/passwd"></object>
            <embed src="file:///etc/passwd"><img src="{address}a.png"><link rel="stylesheet" href="{address}b.css"><iframe src="{address}c"></iframe>
            <style>@import url({address}d.css); body::after | content: url({address}e.png) ~ @font-face | font-family: x; src: url({address}f) ~ * | font-family: x ~</style>
            <iframe src="data:text/html,<iframe src='{address}h'></iframe><iframe src='file:///etc/passwd'></iframe><script>document.write('script ran')</script>"></iframe>
            <iframe srcdoc="<img src='{address}i'><iframe src='file:///etc/passwd'></iframe><script>document.write('script ran')</script>"></iframe>
            <object data="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='{address}j'/></svg>"></object>
            <svg><image href="{address}k"/><use href="{address}l#a"/><image href="file:///etc/hostname"/></svg><video poster="{address}m" src="{address}n"></video>
            <link rel="preconnect" href="{address}"><link rel="prefetch" href="{address}o"><meta http-equiv="refresh" content="0;url=file:///etc/passwd">
            <meta http-equiv="refresh" content="0;url={address}g"><script>document.body.append('script ran')</script><p>after</p>
            """.Replace('|', '{').Replace('~', '}'));

        var text = PdfTools.Run("pdftotext", file, "-");
        Assert.Contains("before", text, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", text, StringComparison.Ordinal);
        Assert.DoesNotContain("script ran", text, StringComparison.Ordinal);
        Assert.False(listener.Pending(), "the page called out");
    }

    [BrowserFact]
    public async Task A_browser_that_died_is_replaced()
    {
        await _printer.PrintAsync("<p>one</p>", CancellationToken.None);
        _printer.Kill();

        var pdf = await _printer.PrintAsync("<p>two</p>", CancellationToken.None);

        Assert.StartsWith("%PDF", System.Text.Encoding.Latin1.GetString(pdf, 0, 8), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task A_page_whose_browser_ended_is_printed_by_another()
    {
        var folder = Directory.CreateTempSubdirectory("policy-service-browser-");
        var dying = Path.Combine(folder.FullName, "chromium");
        await File.WriteAllTextAsync(dying, $"#!/bin/sh\nif [ -e '{dying}.died' ]; then exec '{BrowserFinder.Find(new PdfSettings())}' \"$@\"; fi\n: > '{dying}.died'\nexit 1\n");
        PdfTools.Run("chmod", "u+x", dying);
        using var printer = new PdfPrinter(new PdfSettings { Seconds = 120, Browser = dying }, NullLogger<PdfPrinter>.Instance);

        var pdf = await printer.PrintAsync("<p>one</p>", CancellationToken.None);

        Assert.StartsWith("%PDF", System.Text.Encoding.Latin1.GetString(pdf, 0, 8), StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [BrowserFact]
    public async Task Several_reports_are_printed_at_once()
    {
        var pages = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => _printer.PrintAsync($"<p>page {i}</p>", CancellationToken.None)));

        Assert.All(pages, p => Assert.True(p.Length > 500));
    }

    [Fact]
    public async Task Without_a_browser_the_error_says_how_to_get_one()
    {
        using var off = new PdfPrinter(new PdfSettings { Browser = "/nowhere/chromium" }, NullLogger<PdfPrinter>.Instance);

        var error = await Assert.ThrowsAsync<PdfUnavailableException>(() => off.PrintAsync("x", CancellationToken.None));

        Assert.Contains("Pdf:Browser", error.Message, StringComparison.Ordinal);
    }

    private static string Html(string sample, string culture, bool full = false)
    {
        using var renderer = new ReportRenderer(Rendering.Unhurried);
        return renderer.Render(Samples.Template, Samples.Data(sample), new ReportView(culture, full), CancellationToken.None);
    }

    private async Task<string> PrintAsync(string html)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("policy-service-tests-").FullName, "report.pdf");
        await File.WriteAllBytesAsync(file, await _printer.PrintAsync(html, CancellationToken.None));
        return file;
    }

    private static List<string> PagesOf(string file) =>
        [.. Enumerable.Range(1, Pages(file)).Select(p => PdfTools.Run("pdftotext", "-f", $"{p}", "-l", $"{p}", "-layout", file, "-"))];

    private static int Pages(string file) => int.Parse(PageCount().Match(PdfTools.Run("pdfinfo", file)).Groups["n"].Value, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Pages:\s+(?<n>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PageCount();

    [GeneratedRegex(@"林悦 \d+ K-\d{3}\s+P3\s", RegexOptions.None, 1000)]
    private static partial Regex RankingRow();

    // The columns are: embedded, subset, Unicode. Shapes that Chromium draws as Type 3 (a check mark) have no Unicode of their own.
    [GeneratedRegex(@"(TrueType|Type 1|CFF).*\s(no\s+(yes|no)\s+(yes|no)|yes\s+(yes|no)\s+no)\s+\d+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NotEmbedded();

    [GeneratedRegex(@"Period\s+Indicator\s+Actual\s+Target", RegexOptions.None, 1000)]
    private static partial Regex PeriodHeader();
}

using PolicyApi.Reports;
using PolicyApi.Reports.Pdf;

namespace PolicyApi.Tests.Reports;

/// <summary>Saved reports and reports in a ZIP have no headers that protect the reader, so the page itself does.</summary>
public sealed class SafePageTests
{
    private const string OwnPolicy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">";

    // Assembled from pieces, so that no check of the template's text can find it.
    private const string Script = "<scr{{ '' }}ipt>document.body.append('ran'.concat(' away'))</scr{{ '' }}ipt><img src=x one{{ '' }}rror=\"document.body.append('ran'.concat(' away'))\">";

    [Theory]
    [InlineData("<p>x</p>", "")]
    [InlineData("\n<!DOCTYPE html>\n<html lang=\"en\"><head><title>x</title></head></html>", "\n<!DOCTYPE html>")]
    [InlineData("<!-- <!doctype html> --><p>x</p>", "")]
    public void A_page_says_what_it_may_do_before_anything_else(string body, string before)
    {
        using var renderer = new ReportRenderer(Rendering.Unhurried);

        var page = renderer.Render(Rendering.Parse(body), ReportData.FromJson("{}"u8.ToArray()), "en", CancellationToken.None);

        Assert.Equal(before + SafePage.Head + body[before.Length..], page);
    }

    [Fact]
    public void A_page_that_begins_with_its_own_policy_is_left_as_it_is()
    {
        using var renderer = new ReportRenderer(Rendering.Unhurried);

        var page = renderer.Render(Samples.Template, Samples.Data("complete"), "en", CancellationToken.None);

        Assert.StartsWith("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n" + OwnPolicy, page.TrimStart(), StringComparison.Ordinal);
        Assert.DoesNotContain(SafePage.Head, page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html lang=\"en\" onclick=\"x()\">")]
    [InlineData("<html lang=\"en\"><script>x()</script>")]
    [InlineData("<html lang=\"en\"><!--")]
    public void A_policy_that_comes_too_late_does_not_count(string first)
    {
        var page = SafePage.Of("<!doctype html>" + first + "<head><meta charset=\"utf-8\">" + OwnPolicy);

        Assert.StartsWith("<!doctype html>" + SafePage.Head, page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<meta http-equiv=\"refresh\" content=\"0\">")]
    [InlineData("<META HTTP-EQUIV=refresh content=0>")]
    [InlineData("<meta name=\"a\" content=\"b\" http-equiv=\"refresh\">")]
    [InlineData("<meta name=\"a>\" http-equiv=\"&#114;efresh\" content=\"0\">")]
    [InlineData("<meta/http-equiv=\"refresh\"/content=\"0\">")]
    public void A_page_never_leads_elsewhere_by_itself(string meta) =>
        Assert.Contains("`meta`", Assert.Throws<ReportException>(() => SafePage.Of("<p>x</p>" + meta)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("<meta charset=utf-8>")]
    [InlineData("<meta name=\"viewport\" content=\"width=device-width\">")]
    [InlineData("<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\"/>")]
    [InlineData("<svg><metadata>x</metadata></svg>")]
    [InlineData("&lt;meta http-equiv=refresh&gt;")]
    public void What_a_page_says_about_itself_stays(string meta) => Assert.Equal(SafePage.Head + meta, SafePage.Of(meta));

    [BrowserFact]
    public void A_saved_page_runs_nothing_when_it_is_opened_from_a_file()
    {
        using var renderer = new ReportRenderer(Rendering.Unhurried);
        var folder = Directory.CreateTempSubdirectory("policy-service-tests-").FullName;
        var file = Path.Combine(folder, "report.html");
        File.WriteAllText(file, renderer.Render(Rendering.Parse("<p>{{ 'shown' }}</p>" + Script), ReportData.FromJson("{}"u8.ToArray()), "en", CancellationToken.None));

        var seen = PdfTools.Run(BrowserFinder.Find(new PdfSettings()), "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=" + Path.Combine(folder, "profile"), "--dump-dom", "file://" + file);

        Assert.Contains("shown", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("ran away", seen, StringComparison.Ordinal);
    }
}

using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using PolicyApi.Appraisals.Jobs;
using PolicyApi.Jobs;
using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Reports;

/// <summary>The reports of a whole cohort as one ZIP, written by a job.</summary>
public sealed class ReportsJobTests : IAsyncLifetime
{
    private static readonly string[] Managers = ["km-001", "km-005", "km-010"];

    private readonly RunningService _service = new();

    public Task InitializeAsync() => _service.InitializeAsync();

    public Task DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Everybodys_newest_report_lies_in_one_zip_as_it_is_read_alone()
    {
        await _service.PostAsync("/v1/schemes/kam-annual/appraisals", Texts.Manager("km-001"));
        var newest = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var manager in Managers)
            newest[manager.ToUpperInvariant()] = (await _service.PostAsync("/v1/schemes/kam-annual/appraisals", Texts.Manager(manager))).Header("Location")!;
        var scheme = (await _service.GetAsync("/v1/schemes/kam-annual/versions/1")).Json["content"]!;
        await _service.PostAsync("/v1/schemes/kam-annual/versions", scheme.ToJsonString());
        await _service.PostAsync("/v1/schemes/kam-annual/appraisals?version=2", Texts.Manager("km-005"));

        var job = await EndAsync(await _service.PostAsync("/v1/schemes/kam-annual/report-jobs", "{}"));

        Assert.Equal(("reports", 6, 6, 0), ((string?)job["kind"], (int)job["lines"]!, (int)job["done"]!, (int)job["failed"]!));
        var files = await UnzipAsync((string)job["result"]!);
        Assert.Equal(Managers.SelectMany(m => new[] { $"{m.ToUpperInvariant()}.en.html", $"{m.ToUpperInvariant()}.zh-CN.html" }), files.Keys.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var (name, page) in files)
        {
            var parts = name.Split('.');
            Assert.Equal((await _service.GetAsync($"{newest[parts[0]]}/report?lang={parts[1]}")).Body, Encoding.UTF8.GetString(page));
        }
    }

    [Fact]
    public async Task The_reports_of_an_erased_person_are_gone_from_the_zip()
    {
        foreach (var (manager, id) in new[] { ("km-001", "KM-001"), ("km-005", "KM 005"), ("km-010", "KM-010") })
            await _service.PostAsync("/v1/schemes/kam-annual/appraisals", Texts.Manager(manager).Replace(manager.ToUpperInvariant(), id, StringComparison.Ordinal));
        var job = await EndAsync(await _service.PostAsync("/v1/schemes/kam-annual/report-jobs?lang=en", "{}"));

        foreach (var id in new[] { "KM-001", "KM 005" })
            Assert.Equal(1, (int)(await _service.PostAsync("/v1/subjects:erase", $$"""{"subject":"{{id}}","reason":"asked for it"}""")).Json["others"]!);

        var files = await UnzipAsync((string)job["result"]!);
        Assert.Equal(["KM-010.en.html", "failed/line-000002.json", "failed/line-000003.json"], files.Keys.Order(StringComparer.Ordinal));
        Assert.All(files.Where(f => f.Key.StartsWith("failed", StringComparison.Ordinal)), f => Assert.Contains("\"erased\"", Encoding.UTF8.GetString(f.Value), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ids_that_differ_by_case_only_do_not_overwrite_each_other_where_files_do_not_tell_them_apart()
    {
        foreach (var id in new[] { "KM-001", "km-001" })
            await _service.PostAsync("/v1/schemes/kam-annual/appraisals", Texts.Manager("km-001").Replace("KM-001", id, StringComparison.Ordinal));

        var job = await EndAsync(await _service.PostAsync("/v1/schemes/kam-annual/report-jobs?lang=en", "{}"));

        var files = await UnzipAsync((string)job["result"]!);
        Assert.Equal(2, files.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public async Task One_language_with_every_rule_may_be_chosen_and_a_time()
    {
        await _service.PostAsync("/v1/schemes/kam-annual/appraisals", Texts.Manager("km-001"));

        var job = await EndAsync(await _service.PostAsync("/v1/schemes/kam-annual/report-jobs?lang=zh-CN&detail=full", """{"decidedFrom":"2020-01-01T00:00:00Z"}"""));
        var nobody = await _service.PostAsync("/v1/schemes/kam-annual/report-jobs", """{"decidedTo":"2020-01-01T00:00:00Z"}""");

        var (name, page) = Assert.Single(await UnzipAsync((string)job["result"]!));
        Assert.Equal("KM-001.zh-CN.html", name);
        Assert.Contains("<section class=\"detail\">", Encoding.UTF8.GetString(page), StringComparison.Ordinal);
        Assert.Equal((409, "no-subjects"), (nobody.Status, nobody.Code));
    }

    [BrowserFact]
    public async Task Reports_may_be_printed()
    {
        await _service.PostAsync("/v1/schemes/kam-annual/appraisals", Texts.Manager("km-001"));

        var job = await EndAsync(await _service.PostAsync("/v1/schemes/kam-annual/report-jobs?lang=en&format=pdf", "{}"));

        var (name, page) = Assert.Single(await UnzipAsync((string)job["result"]!));
        Assert.Equal(("KM-001.en.pdf", "%PDF"), (name, Encoding.ASCII.GetString(page, 0, 4)));
    }

    [Theory]
    [InlineData("/v1/schemes/nope/report-jobs", "{}", 404)]
    [InlineData("/v1/schemes/kam-annual/report-jobs?lang=fr", "{}", 400)]
    [InlineData("/v1/schemes/kam-annual/report-jobs?format=csv", "{}", 400)]
    [InlineData("/v1/schemes/kam-annual/report-jobs?detail=some", "{}", 400)]
    [InlineData("/v1/schemes/kam-annual/report-jobs", "[]", 422)]
    public async Task What_cannot_be_is_told_before_a_job_is_made(string path, string body, int status)
    {
        Assert.Equal(status, (await _service.PostAsync(path, body)).Status);
        Assert.Empty((await _service.GetAsync("/v1/jobs")).Json["items"]!.AsArray());
    }

    [Theory]
    [InlineData("KM-001", "KM-001")]
    [InlineData("../../etc/passwd", "______etc_passwd_apr_1")]
    [InlineData("王小明", "____apr_1")]
    [InlineData("", "_apr_1")]
    [InlineData("A_B_apr_2", "A_B_apr_2_apr_1")]
    [InlineData("NUL", "NUL_apr_1")]
    [InlineData("com1", "com1_apr_1")]
    [InlineData("-rf", "_rf_apr_1")]
    public void A_name_in_the_zip_is_safe_and_its_own(string subject, string name) => Assert.Equal(name, ReportsZip.SafeName(subject, "apr_1"));

    [Fact]
    public async Task What_could_not_be_written_says_why_in_a_file_of_its_own()
    {
        using var output = new MemoryStream();

        await ReportsZip.WriteAsync(
            new[] { new JobFrame(1, false, ReportsZip.Entry("a.en.html", "page"u8.ToArray())), new JobFrame(2, true, "{\"line\":2}"u8.ToArray()) }.ToAsyncEnumerable(), output, CancellationToken.None);

        using var zip = new ZipArchive(new MemoryStream(output.ToArray()));
        Assert.Equal(["a.en.html", "failed/line-000002.json"], zip.Entries.Select(e => e.FullName), StringComparer.Ordinal);
    }

    private async Task<JsonNode> EndAsync(Answer made)
    {
        Assert.Equal(202, made.Status);
        JsonNode job = new JsonObject();
        await Patience.UntilAsync(async () => (string?)(job = (await _service.GetAsync(made.Header("Location")!)).Json)["status"] == "done", "the job is done");
        return job;
    }

    private async Task<Dictionary<string, byte[]>> UnzipAsync(string path)
    {
        using var answer = await _service.Client.GetAsync(path);
        Assert.Equal("application/zip", answer.Content.Headers.ContentType?.MediaType);
        using var zip = new ZipArchive(new MemoryStream(await answer.Content.ReadAsByteArrayAsync()));
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
        {
            using var content = new MemoryStream();
            await using var file = await entry.OpenAsync();
            await file.CopyToAsync(content);
            files.Add(entry.FullName, content.ToArray());
        }

        return files;
    }
}

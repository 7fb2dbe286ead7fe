using System.Text.Json.Nodes;

namespace PolicyApi.Tests.Http;

/// <summary>What a caller has is not sent again (<c>If-None-Match</c>, RFC 9110): wherever there is an <c>ETag</c>, and only if the caller would see the same.</summary>
[Collection(SharedService.Name)]
public sealed class ConditionalReadTests(RunningService service)
{
    private static readonly string[] Lists = ["/v1/policies", "/v1/appraisals", "/v1/decisions", "/v1/jobs", "/v1/me", "/v1/audit"];

    [Fact]
    public async Task Whatever_is_read_under_a_tag_is_not_sent_to_who_has_it_and_the_document_says_so()
    {
        foreach (var (template, path) in await PlacesAsync())
        {
            var read = await ReadAsync(path);
            Assert.True(read.Status == 200 && read.Tag.Length > 2, $"{path}: {read.Status}, tag {read.Tag}");
            foreach (var had in new[] { read.Tag, "W/" + read.Tag.Replace("W/", "", StringComparison.Ordinal), $"\"other\", {read.Tag}", "*" })
            {
                foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
                {
                    var again = await ReadAsync(path, had, method);
                    Assert.Equal((path, had, 304, "", read.Tag, read.Vary), (path, had, again.Status, again.Body, again.Tag, again.Vary));
                    Assert.Equal((path, read.CacheControl), (path, again.CacheControl));
                }
            }

            // Under a weak tag it says the same, and not byte for byte.
            var other = await ReadAsync(path, "\"other\"");
            Assert.Equal((path, 200, read.Tag), (path, other.Status, other.Tag));
            Assert.True(read.Tag.StartsWith("W/", StringComparison.Ordinal) || read.Body == other.Body, path);
            Assert.Equal((path, true), (path, read.Vary.Contains("Authorization", StringComparison.Ordinal)));
            Assert.Equal(path.Contains("report-links", StringComparison.Ordinal) ? "no-store" : "no-cache, private", read.CacheControl);
            Assert.True(await IsDescribedAsync(template), $"{template} sends a tag, and the document does not say so");
        }
    }

    [Fact]
    public async Task What_the_document_describes_as_tagged_is_tried_here()
    {
        var document = (await service.GetAsync("/openapi/v1.json")).Json["paths"]!.AsObject();
        var tagged = document.Where(p => p.Value!["get"] is { } get && IsDescribed(get)).Select(p => p.Key).ToList();

        // The sections have the same endpoints.
        var tried = (await PlacesAsync()).Select(p => p.Template).ToList();
        Assert.Equal([], tagged.Where(t => !tried.Contains(t.Replace("/v1/schemes/{id}/", "/v1/policies/{id}/", StringComparison.Ordinal).Replace("/v1/models/", "/v1/policies/", StringComparison.Ordinal).Replace("/v1/templates/", "/v1/policies/", StringComparison.Ordinal)) && !tried.Contains(t)));
    }

    [Fact]
    public async Task What_has_no_tag_is_in_no_cache()
    {
        foreach (var path in Lists)
            Assert.Equal((path, "", "no-store"), (path, (await ReadAsync(path)).Tag, (await ReadAsync(path)).CacheControl));
    }

    [Fact]
    public async Task A_step_of_a_version_is_seen_though_its_content_stays()
    {
        var created = await service.PostAsync("/v1/policies", Texts.PolicyText(Texts.NewId()));
        var path = created.Header("Location")!;
        var had = created.Header("ETag")!;
        Assert.Equal(304, (await ReadAsync(path, had)).Status);

        var submitted = await service.SendAsync(HttpMethod.Post, path + "/submit", "{}", ifMatch: had);

        var now = await ReadAsync(path, had);
        Assert.Equal((200, "submitted", submitted.Header("ETag")), (now.Status, (string?)JsonNode.Parse(now.Body)!["status"], now.Tag));
        Assert.Equal(200, (await service.SendAsync(HttpMethod.Post, path + "/approve", "{}", ifMatch: had)).Status);
    }

    [Fact]
    public async Task A_change_names_the_content_with_or_without_what_is_shown_beside_it_and_never_weakly()
    {
        var created = await service.PostAsync("/v1/policies", Texts.PolicyText(Texts.NewId()));
        var path = created.Header("Location")!;
        var hash = (string)created.Json["sha256"]!;

        Assert.Equal(412, (await service.SendAsync(HttpMethod.Post, path + "/submit", "{}", ifMatch: $"W/\"{hash}\"")).Status);
        Assert.Equal(200, (await service.SendAsync(HttpMethod.Post, path + "/submit", "{}", ifMatch: $"\"{hash}\"")).Status);
    }

    [Fact]
    public async Task Who_had_the_whole_answer_and_may_see_it_masked_only_gets_it_masked()
    {
        var stored = await service.PostAsync("/v1/schemes/kam-annual/appraisals", Texts.Manager("km-001"));
        using var auditor = service.ClientOf(await service.NewKeyAsync("auditor", "auditor"));

        var masked = await ReadAsync(stored.Header("Location")!, stored.Header("ETag"), client: auditor);
        var whole = await ReadAsync(stored.Header("Location")!, masked.Tag);

        Assert.Equal((200, 200), (masked.Status, whole.Status));
        Assert.NotNull(JsonNode.Parse(masked.Body)!["masked"]);
        Assert.Equal(304, (await ReadAsync(stored.Header("Location")!, masked.Tag, client: auditor)).Status);
    }

    [Fact]
    public async Task What_was_erased_is_gone_for_who_has_it_too()
    {
        var stored = await service.PostAsync("/v1/policies/yearly-review-promotion/decisions", $$"""{"employee_id":"{{Texts.NewId()}}"}""");
        var path = stored.Header("Location")!;
        await service.PostAsync("/v1/subjects:erase", $$"""{"subject":"{{stored.Json["subject"]}}","reason":"a test"}""");

        Assert.Equal((410, 410), ((await ReadAsync(path, stored.Header("ETag"))).Status, (await ReadAsync(path, "*")).Status));
    }

    private async Task<List<(string Template, string Path)>> PlacesAsync()
    {
        var decision = (await service.PostAsync("/v1/policies/yearly-review-promotion/decisions", """{"employee_id":"E-1"}""")).Header("Location")!;
        var appraisal = (await service.PostAsync("/v1/schemes/kam-annual/appraisals", Texts.Manager("km-004"))).Header("Location")!;
        var link = (string)(await service.PostAsync($"{appraisal}/report-links", "")).Json["url"]!;
        var key = (await service.PostAsync("/v1/keys", $$"""{"name":"{{Texts.NewId()}}","roles":["auditor"]}""")).Header("Location")!;
        var job = (await service.PostAsync("/v1/schemes/kam-annual/jobs", Texts.OneLine(Texts.Manager("km-016")), "application/x-ndjson")).Header("Location")!;
        for (var until = DateTime.UtcNow.AddMinutes(1); (await service.GetAsync(job)).Json["endedAt"] is null && DateTime.UtcNow < until;)
            await Task.Delay(20);
        return
        [
            ("/v1/decisions/{id}", decision),
            ("/v1/appraisals/{id}", appraisal),
            ("/v1/appraisals/{id}/report", appraisal + "/report?lang=zh-CN"),
            ("/v1/report-links/{link}", link),
            ("/v1/schemes/{id}/appraisals", "/v1/schemes/kam-annual/appraisals?format=csv&limit=1"),
            ("/v1/schemes/{id}/appraisals", "/v1/schemes/kam-annual/appraisals?format=xlsx&limit=1"),
            ("/v1/schemes/{id}/appraisals", "/v1/schemes/kam-annual/appraisals?format=html&limit=1"),
            ("/v1/policies/{id}/versions/{version}/sheet", "/v1/policies/kam-promotion/versions/1/sheet"),
            ("/v1/policies/{id}/versions/{version}", "/v1/policies/kam-promotion/versions/1"),
            ("/v1/policies/{id}/in-force", "/v1/policies/kam-promotion/in-force"),
            ("/v1/policies/{id}/publications", "/v1/policies/kam-promotion/publications"),
            ("/v1/keys/{id}", key),
            ("/v1/jobs/{id}", job),
        ];
    }

    private async Task<bool> IsDescribedAsync(string template) => IsDescribed((await service.GetAsync("/openapi/v1.json")).Json["paths"]![template]!["get"]!);

    private static bool IsDescribed(JsonNode operation) =>
        operation["responses"]!["304"]?["headers"]?["ETag"] is not null && operation["responses"]!["200"]?["headers"]?["ETag"] is not null
        && operation["parameters"]?.AsArray().Any(p => (string?)p!["name"] == "If-None-Match") == true;

    private async Task<(int Status, string Body, string Tag, string CacheControl, string Vary)> ReadAsync(string path, string? had = null, HttpMethod? method = null, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        if (had is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", had);
        using var response = await (client ?? service.Client).SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.ETag?.ToString() ?? "", response.Headers.CacheControl?.ToString() ?? "", string.Join(", ", response.Headers.Vary));
    }
}

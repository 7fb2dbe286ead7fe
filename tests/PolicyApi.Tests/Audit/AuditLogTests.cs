using System.Text.Json.Nodes;
using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Audit;

/// <summary>The audit log as auditors read it: who did what, from where and why.</summary>
public sealed class AuditLogTests : IAsyncLifetime
{
    private readonly RunningService _service = new() { Settings = ["--Access:Proxies:0", "127.0.0.1"] };

    public Task InitializeAsync() => _service.InitializeAsync();

    public Task DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_document_leaves_a_line_for_every_change_with_the_hash_before_and_after()
    {
        var id = Texts.NewId();
        var created = await _service.PostAsync("/v1/policies", Texts.PolicyText(id));
        var edited = await _service.SendAsync(HttpMethod.Put, $"/v1/policies/{id}/versions/1", Texts.PolicyText(id, least: 71), ifMatch: created.Header("ETag"));
        Assert.True(edited.Status == 200, edited.Body);

        var lines = await LinesAsync($"target=policies/{id}&order=oldest");

        Assert.Equal(["drafted", "edited"], lines.Select(l => (string)l["action"]!));
        Assert.All(lines, l => Assert.Equal(($"policies/{id}/versions/1", "key:tests", "127.0.0.1"), ((string)l["target"]!, (string)l["actor"]!, (string)l["origin"]!)));
        Assert.Equal((null, (string?)created.Json["sha256"]), ((string?)lines[0]["hashBefore"], (string?)lines[0]["hashAfter"]));
        Assert.Equal(((string?)created.Json["sha256"], (string?)edited.Json["sha256"]), ((string?)lines[1]["hashBefore"], (string?)lines[1]["hashAfter"]));
    }

    [Fact]
    public async Task A_key_leaves_a_line_when_it_is_made_rotated_and_revoked_and_none_when_it_is_used()
    {
        var made = await _service.IssueAsync(new JsonObject { ["name"] = "import", ["roles"] = new JsonArray("evaluator"), ["reason"] = "nightly import" });
        var id = (string)made.Json["key"]!["id"]!;
        using var client = _service.ClientOf((string)made.Json["text"]!);
        await _service.SendAsync(HttpMethod.Get, "/v1/me", client: client);
        await _service.PostAsync($"/v1/keys/{id}/rotate", """{"overlapHours":1,"reason":"yearly"}""");
        await _service.PostAsync($"/v1/keys/{id}/revoke", """{"reason":"leaked"}""");

        var lines = await LinesAsync($"target=keys/{id}&order=oldest");

        Assert.Equal(
            [("key-created", "bootstrap", "nightly import"), ("key-rotated", "key:tests", "yearly"), ("key-revoked", "key:tests", "leaked")],
            lines.Select(l => ((string)l["action"]!, (string)l["actor"]!, (string)l["reason"]!)));
        Assert.Equal("import", (string?)lines[0]["details"]!["name"]);
        Assert.Equal((string?)lines[0]["hashAfter"], (string?)lines[1]["hashBefore"]);
        Assert.Equal((string?)lines[1]["hashAfter"], (string?)lines[2]["hashBefore"]);
        Assert.DoesNotContain(((string)made.Json["text"]!)[^64..], (await _service.GetAsync("/v1/audit")).Body, StringComparison.Ordinal);
        Assert.Single(await LinesAsync("action=bootstrap-key-generated"));
    }

    [Fact]
    public async Task Lines_are_filtered_and_read_page_by_page_in_either_order()
    {
        for (var i = 0; i < 5; i++)
            await _service.PostAsync("/v1/policies", Texts.PolicyText(Texts.NewId()));

        var newest = await PagesAsync("actor=key:tests&action=drafted&pageSize=2");
        var oldest = await PagesAsync("actor=key:tests&action=drafted&pageSize=2&order=oldest");
        var later = DateTimeOffset.UtcNow.AddHours(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(5, newest.Count);
        Assert.Equal(newest, oldest.AsEnumerable().Reverse());
        Assert.Equal(newest.OrderDescending(), newest);
        Assert.Empty(await LinesAsync($"from={later}"));
        Assert.NotEmpty(await LinesAsync($"to={later}"));
        Assert.Empty(await LinesAsync("actor=key:nobody"));
    }

    [Theory]
    [InlineData("pageSize=0")]
    [InlineData("pageSize=201")]
    [InlineData("cursor=x")]
    [InlineData("cursor=-1")]
    [InlineData("cursor=99999999999999999999")]
    [InlineData("order=random")]
    [InlineData("from=yesterday")]
    [InlineData("actor=")]
    public async Task A_filter_that_cannot_be_read_is_refused(string query) =>
        Assert.Equal((400, "parameter-invalid"), ((await _service.GetAsync("/v1/audit?" + query)) is var answer ? (answer.Status, answer.Code) : default));

    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9")]
    [InlineData("198.51.100.1, 203.0.113.9", "203.0.113.9")]
    [InlineData("nonsense", "127.0.0.1")]
    public async Task The_address_behind_a_proxy_that_is_known_is_the_one_the_proxy_names(string forwarded, string origin)
    {
        var id = Texts.NewId();
        using var behind = _service.ClientOf(_service.Key);
        behind.DefaultRequestHeaders.TryAddWithoutValidation("X-Forwarded-For", forwarded);

        await _service.SendAsync(HttpMethod.Post, "/v1/policies", Texts.PolicyText(id), client: behind);

        Assert.Equal(origin, (string?)Assert.Single(await LinesAsync($"target=policies/{id}"))["origin"]);
    }

    [Fact]
    public async Task Nobody_else_may_say_where_a_request_comes_from()
    {
        var service = new RunningService();
        await service.InitializeAsync();
        using var liar = service.ClientOf(service.Key);
        liar.DefaultRequestHeaders.TryAddWithoutValidation("X-Forwarded-For", "203.0.113.9");

        await service.SendAsync(HttpMethod.Post, "/v1/policies", Texts.PolicyText(Texts.NewId()), client: liar);
        var line = (await service.GetAsync("/v1/audit?actor=key:tests&action=drafted")).Json["items"]![0]!;
        await service.DisposeAsync();

        Assert.Equal("127.0.0.1", (string?)line["origin"]);
    }

    private async Task<List<long>> PagesAsync(string query)
    {
        var sequences = new List<long>();
        string? next = null;
        do
        {
            var page = await _service.GetAsync($"/v1/audit?{query}{(next is null ? "" : "&cursor=" + next)}");
            sequences.AddRange(page.Json["items"]!.AsArray().Select(l => (long)l!["sequence"]!));
            next = (string?)page.Json["next"];
        }
        while (next is not null);
        return sequences;
    }

    private async Task<List<JsonNode>> LinesAsync(string query)
    {
        var answer = await _service.GetAsync("/v1/audit?" + query);
        Assert.True(answer.Status == 200, answer.Body);
        return [.. answer.Json["items"]!.AsArray().Select(l => l!)];
    }
}

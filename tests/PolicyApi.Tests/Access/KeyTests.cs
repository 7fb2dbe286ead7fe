using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PolicyApi.Storage;
using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Access;

/// <summary>The life of a key.</summary>
public sealed class KeyTests : IAsyncLifetime
{
    private readonly Clock _clock = new();
    private readonly RunningService _service;

    public KeyTests() => _service = new RunningService { Replace = services => services.AddSingleton<TimeProvider>(_clock) };

    public Task InitializeAsync() => _service.InitializeAsync();

    public Task DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_key_lets_its_holder_in_under_its_name_and_only_its_hash_is_stored()
    {
        var issued = await _service.IssueAsync(Command("hr-import", "evaluator"));
        var text = (string)issued.Json["text"]!;

        var self = await AsAsync(text, "/v1/me");

        Assert.Equal((201, "no-store", "key:hr-import"), (issued.Status, issued.Header("Cache-Control"), (string?)self.Json["actor"]));
        Assert.Equal(issued.Header("Location"), $"/v1/keys/{issued.Json["key"]!["id"]}");
        Assert.Matches("^ps_[0-9a-f]{16}_[0-9a-f]{64}$", text);
        var stored = await _service.Services.GetRequiredService<IPolicyStore>().FindRecordAsync(new("keys", (string)issued.Json["key"]!["id"]!), CancellationToken.None);
        Assert.Contains("hr-import", Encoding.UTF8.GetString(stored!.Bytes.Span), StringComparison.Ordinal);
        Assert.All(Directory.EnumerateFiles(_service.Folder, "*.db"), f => Assert.Equal(-1, File.ReadAllBytes(f).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text[^64..]))));
        Assert.DoesNotContain(text[^64..], (await _service.GetAsync("/v1/keys")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_secret_a_wrong_id_and_any_other_text_are_refused_alike()
    {
        var text = await _service.NewKeyAsync("one", "evaluator");
        var other = await _service.NewKeyAsync("other", "auditor");
        string[] wrong = [text[..^1] + (text[^1] == '0' ? '1' : '0'), "ps_0123456789abcdef" + text[19..], text[..20] + other[20..], text.ToUpperInvariant(), text[..^1], text + "0", "x", "a.b.c"];

        var answers = new List<Answer>();
        foreach (var key in wrong)
            answers.Add(await AsAsync(key, "/v1/me"));

        Assert.All(answers, a => Assert.Equal((401, "unauthenticated", "Bearer error=\"invalid_token\""), (a.Status, a.Code, a.Header("WWW-Authenticate"))));
        Assert.Single(answers.Select(a => Texts.Problem(a.Body)).Distinct());
    }

    [Fact]
    public async Task A_key_outside_its_header_is_not_read()
    {
        using var nobody = _service.ClientOf(string.Empty);

        foreach (var path in new[] { $"/v1/me?key={_service.Key}", $"/v1/me?access_token={_service.Key}", $"/v1/me?api_key={_service.Key}" })
            Assert.Equal(401, (await _service.SendAsync(HttpMethod.Get, path, client: nobody)).Status);
    }

    [Fact]
    public async Task An_expired_key_is_refused()
    {
        var command = Command("short", "evaluator");
        command["expiresAt"] = _clock.GetUtcNow().AddHours(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var text = (string)(await _service.IssueAsync(command)).Json["text"]!;

        var before = await AsAsync(text, "/v1/me");
        _clock.Ahead = TimeSpan.FromHours(2);
        var after = await AsAsync(text, "/v1/me");

        Assert.Equal((200, 401, "key-expired"), (before.Status, after.Status, after.Code));
    }

    [Fact]
    public async Task A_revoked_key_is_refused_from_the_next_request_on_and_after_a_restart()
    {
        var (id, text) = await IssueAsync("leaked");

        var revoked = await _service.PostAsync($"/v1/keys/{id}/revoke", "");
        var again = await _service.PostAsync($"/v1/keys/{id}/revoke", "");
        var after = await AsAsync(text, "/v1/me");
        await _service.RestartAsync();
        var later = await AsAsync(text, "/v1/me");
        var rotated = await _service.PostAsync($"/v1/keys/{id}/rotate", "");

        Assert.Equal((200, "key:tests"), (revoked.Status, (string?)revoked.Json["revokedBy"]));
        Assert.Equal(revoked.Body, again.Body);
        Assert.Equal((401, "key-revoked"), (after.Status, after.Code));
        Assert.Equal((401, "key-revoked"), (later.Status, later.Code));
        Assert.Equal((409, "key-ended"), (rotated.Status, rotated.Code));
    }

    [Fact]
    public async Task While_a_key_is_rotated_both_secrets_work_and_then_only_the_new()
    {
        var (id, old) = await IssueAsync("import");

        var rotated = await _service.PostAsync($"/v1/keys/{id}/rotate", """{"overlapHours":2}""");
        var text = (string)rotated.Json["text"]!;
        var during = (Old: await AsAsync(old, "/v1/me"), New: await AsAsync(text, "/v1/me"));
        _clock.Ahead = TimeSpan.FromHours(3);
        var after = (Old: await AsAsync(old, "/v1/me"), New: await AsAsync(text, "/v1/me"));

        Assert.Equal((200, 200), (during.Old.Status, during.New.Status));
        Assert.Equal(("key:import", "key:import"), ((string?)during.Old.Json["actor"], (string?)during.New.Json["actor"]));
        Assert.Equal((401, "key-expired", 200), (after.Old.Status, after.Old.Code, after.New.Status));
    }

    [Fact]
    public async Task A_second_rotation_ends_the_oldest_secret()
    {
        var (id, first) = await IssueAsync("import");
        var second = (string)(await _service.PostAsync($"/v1/keys/{id}/rotate", "")).Json["text"]!;
        var third = (string)(await _service.PostAsync($"/v1/keys/{id}/rotate", "")).Json["text"]!;

        Assert.Equal((401, 200, 200), ((await AsAsync(first, "/v1/me")).Status, (await AsAsync(second, "/v1/me")).Status, (await AsAsync(third, "/v1/me")).Status));
    }

    [Fact]
    public async Task The_last_use_of_a_key_is_known_and_outlives_a_restart()
    {
        var (id, text) = await IssueAsync("import");
        var unused = await _service.GetAsync($"/v1/keys/{id}");
        await AsAsync(text, "/v1/me");

        var used = await _service.GetAsync($"/v1/keys/{id}");
        await _service.RestartAsync();
        var later = await _service.GetAsync($"/v1/keys/{id}");

        Assert.Null(unused.Json["lastUsedAt"]);
        Assert.NotNull(used.Json["lastUsedAt"]);
        Assert.Equal((string?)used.Json["lastUsedAt"], (string?)later.Json["lastUsedAt"]);
    }

    [Theory]
    [InlineData("""{"name":"x","roles":["evaluator"],"id":"mine","createdBy":"someone"}""", "unknown-member /id, unknown-member /createdBy")]
    [InlineData("""{"name":"x","roles":["root"]}""", "out-of-range /roles/0")]
    [InlineData("""{"name":"x","roles":[]}""", "wrong-type /roles")]
    [InlineData("""{"name":"x","roles":["own-report-reader"]}""", "required ")]
    [InlineData("""{"name":"x","roles":["evaluator"],"manager":"KM-001"}""", "out-of-range /manager")]
    [InlineData("""{"name":"a\nb","roles":["evaluator"],"expiresAt":"2020-01-01T00:00:00Z"}""", "out-of-range /name, out-of-range /expiresAt")]
    [InlineData("""{}""", "out-of-range , wrong-type ")]
    public async Task A_command_that_does_not_fit_is_refused_with_every_fault(string command, string errors)
    {
        var answer = await _service.PostAsync("/v1/keys", command);

        Assert.Equal((422, "command-invalid"), (answer.Status, answer.Code));
        Assert.Equal(errors, string.Join(", ", answer.Json["errors"]!.AsArray().Select(e => $"{e!["code"]} {e["pointer"]}")));
    }

    [Fact]
    public async Task A_name_is_given_once()
    {
        await _service.NewKeyAsync("Import", "evaluator");

        var second = await _service.IssueAsync(Command("import", "auditor"));

        Assert.Equal((409, "name-taken"), (second.Status, second.Code));
    }

    [Fact]
    public async Task Keys_are_listed_in_pages()
    {
        for (var i = 0; i < 4; i++)
            await _service.NewKeyAsync($"key {i}", "evaluator");

        var names = new List<string>();
        string? after = null;
        do
        {
            var page = await _service.GetAsync($"/v1/keys?pageSize=2{(after is null ? "" : "&after=" + after)}");
            names.AddRange(page.Json["items"]!.AsArray().Select(k => (string)k!["name"]!));
            after = (string?)page.Json["next"];
        }
        while (after is not null);

        Assert.Equal(["key 0", "key 1", "key 2", "key 3", "tests"], names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_managers_key_reads_that_managers_appraisals_and_nobody_elses()
    {
        var command = Command("shen", "own-report-reader");
        command["manager"] = "KM-001";
        var text = (string)(await _service.IssueAsync(command)).Json["text"]!;
        var own = (await _service.PostAsync("/v1/schemes/kam-annual/appraisals", Texts.Manager("km-001"))).Header("Location")!;
        var other = (await _service.PostAsync("/v1/schemes/kam-annual/appraisals", Texts.Manager("km-002"))).Header("Location")!;

        Assert.Equal((200, 404), ((await AsAsync(text, own)).Status, (await AsAsync(text, other)).Status));
        Assert.Equal((200, 404), ((await AsAsync(text, own + "/report")).Status, (await AsAsync(text, other + "/report")).Status));
        Assert.Equal("KM-001", (string?)(await AsAsync(text, "/v1/me")).Json["manager"]);
    }

    [Fact]
    public async Task A_key_that_cannot_be_written_down_is_not_given()
    {
        var store = (PolicyApi.Storage.LiteDb.LiteDbPolicyStore)_service.Services.GetRequiredService<IPolicyStore>();
        await Assert.ThrowsAsync<StoreFailedException>(() => store.Gate.RunAsync<int>(() => throw new IOException($"no space left in {_service.Folder}"), CancellationToken.None));

        var refused = await _service.IssueAsync(Command("lost", "auditor"));
        await _service.RestartAsync();
        var again = await _service.IssueAsync(Command("lost", "auditor"));

        Assert.Equal((503, "store-unavailable", 201), (refused.Status, refused.Code, again.Status));
        Assert.DoesNotContain(_service.Folder, refused.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_did_what_is_shown_with_versions_and_publications()
    {
        using var author = _service.ClientOf(await _service.NewKeyAsync("author", "policy-author"));
        using var editor = _service.ClientOf(await _service.NewKeyAsync("editor", "policy-author"));
        using var approver = _service.ClientOf(await _service.NewKeyAsync("approver", "policy-approver"));
        var id = Texts.NewId();

        var created = await _service.SendAsync(HttpMethod.Post, "/v1/policies", Texts.PolicyText(id), client: author);
        await _service.SendAsync(HttpMethod.Put, $"/v1/policies/{id}/versions/1", Texts.PolicyText(id, least: 71), ifMatch: created.Header("ETag"), client: editor);
        await _service.PostAsync($"/v1/policies/{id}/versions/1/publish", "{}", client: approver);

        var version = (await _service.GetAsync($"/v1/policies/{id}/versions")).Json["items"]![0]!;
        var publication = (await _service.GetAsync($"/v1/policies/{id}/publications")).Json["items"]![0]!;
        Assert.Equal(("key:author", "key:editor", "key:approver"), ((string?)version["createdBy"], (string?)version["savedBy"], (string?)publication["publishedBy"]));
    }

    private static JsonObject Command(string name, string role) => new() { ["name"] = name, ["roles"] = new JsonArray(role) };

    private async Task<(string Id, string Text)> IssueAsync(string name)
    {
        var issued = await _service.IssueAsync(Command(name, "evaluator"));
        return ((string)issued.Json["key"]!["id"]!, (string)issued.Json["text"]!);
    }

    private async Task<Answer> AsAsync(string key, string path)
    {
        using var client = _service.ClientOf(key);
        return await _service.SendAsync(HttpMethod.Get, path, client: client);
    }
}

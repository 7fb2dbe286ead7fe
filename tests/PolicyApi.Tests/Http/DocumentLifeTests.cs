namespace PolicyApi.Tests.Http;

/// <summary>A document's life: draft, edit, publish, in force.</summary>
[Collection(SharedService.Name)]
public sealed class DocumentLifeTests(RunningService service)
{
    private const string Facts = """{"employee_id":"E-1","avg_training_score":75}""";

    [Fact]
    public async Task A_new_document_is_a_draft_that_can_be_read_again()
    {
        var id = Texts.NewId();

        var created = await service.PostAsync("/v1/policies", Texts.PolicyText(id));

        Assert.Equal((201, $"/v1/policies/{id}/versions/1"), (created.Status, created.Header("Location")));
        Assert.Equal($"\"{created.Json["sha256"]}\"", created.Header("ETag"));
        var read = await service.GetAsync(created.Header("Location")!);
        Assert.Equal((200, "draft", created.Header("ETag")), (read.Status, (string?)read.Json["status"], read.Header("ETag")));
        Assert.Equal(id, (string?)read.Json["content"]!["id"]);
    }

    [Fact]
    public async Task An_id_is_taken_once()
    {
        var id = Texts.NewId();
        await service.PostAsync("/v1/policies", Texts.PolicyText(id));

        var again = await service.PostAsync("/v1/policies", Texts.PolicyText(id));

        Assert.Equal((409, "already-exists"), (again.Status, again.Code));
    }

    [Fact]
    public async Task A_draft_is_edited_only_as_the_caller_has_read_it()
    {
        var id = Texts.NewId();
        var created = await service.PostAsync("/v1/policies", Texts.PolicyText(id));
        var path = created.Header("Location")!;

        var edited = await service.SendAsync(HttpMethod.Put, path, Texts.PolicyText(id, least: 60), ifMatch: created.Header("ETag"));
        var stale = await service.SendAsync(HttpMethod.Put, path, Texts.PolicyText(id, least: 50), ifMatch: created.Header("ETag"));

        Assert.Equal(200, edited.Status);
        Assert.NotEqual(created.Header("ETag"), edited.Header("ETag"), StringComparer.Ordinal);
        Assert.Equal((412, "stale"), (stale.Status, stale.Code));
        Assert.Equal(edited.Header("ETag"), (await service.GetAsync(path)).Header("ETag"));
    }

    [Fact]
    public async Task A_published_version_no_longer_changes()
    {
        var id = await PublishedAsync(70, """{ "effectiveFrom": "2026-01-01" }""");

        var edited = await service.SendAsync(HttpMethod.Put, $"/v1/policies/{id}/versions/1", Texts.PolicyText(id, least: 60));

        Assert.Equal((409, "not-a-draft"), (edited.Status, edited.Code));
    }

    [Fact]
    public async Task The_content_has_to_be_of_the_document_that_the_path_names()
    {
        var id = await PublishedAsync(70, "");

        var other = await service.PostAsync($"/v1/policies/{id}/versions", Texts.PolicyText(Texts.NewId()));

        Assert.Equal((422, "other-document"), (other.Status, other.Code));
    }

    [Fact]
    public async Task Which_version_decides_depends_on_the_day()
    {
        var id = await PublishedAsync(70, """{ "effectiveFrom": "2025-01-01", "reason": "the start" }""");
        await service.PostAsync($"/v1/policies/{id}/versions", Texts.PolicyText(id, least: 80));
        await service.PostAsync($"/v1/policies/{id}/versions/2/publish", """{ "effectiveFrom": "2025-07-01" }""");

        Assert.Equal("met 1", await DecideAsync(id, "?asOf=2025-06-30"));
        Assert.Equal("notMet 2", await DecideAsync(id, "?asOf=2025-07-01"));
        Assert.Equal("notMet 2", await DecideAsync(id, ""));
        Assert.Equal("met 1", await DecideAsync(id, "?version=1"));
        Assert.Equal(409, (await service.GetAsync($"/v1/policies/{id}/in-force?asOf=2024-12-31")).Status);
        Assert.Equal(1, (int)(await service.GetAsync($"/v1/policies/{id}/in-force?asOf=2025-06-30")).Json["version"]!);
        Assert.Equal(2, (await service.GetAsync($"/v1/policies/{id}/publications")).Json["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task What_was_known_before_a_publication_can_be_asked_again()
    {
        var id = await PublishedAsync(70, """{ "effectiveFrom": "2025-01-01" }""");
        var before = (string)(await service.PostAsync($"/v1/policies/{id}/decisions", Facts)).Json["knownAt"]!;
        await service.PostAsync($"/v1/policies/{id}/versions", Texts.PolicyText(id, least: 80));
        await service.PostAsync($"/v1/policies/{id}/versions/2/publish", """{ "effectiveFrom": "2025-01-01" }""");

        Assert.Equal("notMet 2", await DecideAsync(id, ""));
        Assert.Equal("met 1", await DecideAsync(id, "?knownAt=" + before));
    }

    [Theory]
    [InlineData("""{ "effectiveFrom": "soon" }""", 422, "command-invalid")]
    [InlineData("""{ "efectiveFrom": "2026-01-01" }""", 422, "command-invalid")]
    [InlineData("""{ "effectiveFrom": """, 400, "malformed-json")]
    public async Task A_publication_with_faults_is_refused(string command, int status, string code)
    {
        var id = Texts.NewId();
        await service.PostAsync("/v1/policies", Texts.PolicyText(id));

        var refused = await service.PostAsync($"/v1/policies/{id}/versions/1/publish", command);

        Assert.Equal((status, code), (refused.Status, refused.Code));
        Assert.Empty((await service.GetAsync($"/v1/policies/{id}/publications")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task A_draft_decides_nothing_unless_asked_by_its_version()
    {
        var id = Texts.NewId();
        await service.PostAsync("/v1/policies", Texts.PolicyText(id));

        var refused = await service.PostAsync($"/v1/policies/{id}/decisions", Facts);

        Assert.Equal((409, "not-in-force"), (refused.Status, refused.Code));
        Assert.Equal("met 1", await DecideAsync(id, "?version=1"));
    }

    [Theory]
    [InlineData("models", "key-account-manager")]
    [InlineData("policies", "kam-kpi-weighting")]
    [InlineData("schemes", "kam-annual")]
    [InlineData("templates", "kam-appraisal")]
    public async Task Every_section_is_read_alike(string section, string id)
    {
        var list = await service.GetAsync($"/v1/{section}");
        var versions = await service.GetAsync($"/v1/{section}/{id}/versions");
        var inForce = await service.GetAsync($"/v1/{section}/{id}/in-force");

        Assert.Contains(id, list.Json["items"]!.AsArray().Select(i => (string?)i!["id"]), StringComparer.Ordinal);
        Assert.Equal("published", (string?)versions.Json["items"]![0]!["status"]);
        Assert.Equal((200, id), (inForce.Status, (string?)inForce.Json["content"]!["id"]));
    }

    private async Task<string> PublishedAsync(int least, string command)
    {
        var id = Texts.NewId();
        Assert.Equal(201, (await service.PostAsync("/v1/policies", Texts.PolicyText(id, least: least))).Status);
        Assert.Equal(201, (await service.PostAsync($"/v1/policies/{id}/versions/1/publish", command)).Status);
        return id;
    }

    private async Task<string> DecideAsync(string id, string query)
    {
        var answer = await service.PostAsync($"/v1/policies/{id}/decisions{query}", Facts);
        Assert.True(answer.Status == 200, answer.Body);
        return $"{answer.Json["outcome"]} {answer.Json["policy"]!["version"]}";
    }
}

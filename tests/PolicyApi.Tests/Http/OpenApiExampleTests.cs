using System.Text.Json.Nodes;

namespace PolicyApi.Tests.Http;

/// <summary>Whoever opens Swagger UI presses "Execute" first: what stands there has to work in a service that has just started.</summary>
public sealed class OpenApiExampleTests : IAsyncLifetime
{
    private readonly RunningService _service = new() { Settings = ["--Governance:SinglePerson=true"] };
    private JsonNode _document = new JsonObject();

    public async Task InitializeAsync()
    {
        await _service.InitializeAsync();
        _document = (await _service.GetAsync("/openapi/v1.json")).Json;
    }

    public Task DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Every_id_in_a_path_is_that_of_a_document_in_the_service()
    {
        var paths = _document["paths"]!.AsObject().Where(p => p.Value!["get"] is not null).Select(p => p.Key).Where(p => Section(p) is not null && p.Contains("{id}", StringComparison.Ordinal)).ToList();

        Assert.True(paths.Count > 20, "the document has fewer paths than expected");
        foreach (var path in paths.Where(p => !p.EndsWith("/diff", StringComparison.Ordinal)))
            Assert.True((await _service.GetAsync(Filled(path, "get"))).Status == 200, path);
    }

    [Fact]
    public async Task Every_document_that_is_offered_can_be_added_and_again_as_a_version()
    {
        foreach (var section in new[] { "policies", "schemes", "models", "templates" })
        {
            foreach (var (id, body) in Examples($"/v1/{section}"))
            {
                Assert.Equal((id, 201), (id, (await _service.PostAsync($"/v1/{section}", body)).Status));
                Assert.Equal((id, 201), (id, (await _service.PostAsync($"/v1/{section}/{id}/versions", body)).Status));
            }
        }
    }

    [Fact]
    public async Task Every_command_that_is_offered_is_done()
    {
        const string policy = "/v1/policies/{id}";
        const string version = policy + "/versions/{version}";
        var id = Examples(policy + "/versions").First().Id;
        var draft = await _service.PostAsync($"/v1/policies/{id}/versions", Examples(policy + "/versions").First().Body);
        await DoAsync(version + "/submit", 200, draft.Header("ETag"), 2);
        await DoAsync(version + "/reject", 200, draft.Header("ETag"), 2);
        await DoAsync(version + "/submit", 200, draft.Header("ETag"), 2);
        await DoAsync(version + "/approve", 200, draft.Header("ETag"), 2);
        await DoAsync(version + "/publish", 201, draft.Header("ETag"), 2);
        var publications = (await _service.GetAsync($"/v1/policies/{id}/publications")).Header("ETag");
        await DoAsync(policy + "/rollback", 201, publications);
        var unneeded = (await _service.GetAsync("/v1/policies/yearly-review-promotion/publications")).Header("ETag");
        Assert.Equal(201, (await SendAsync("/v1/policies/yearly-review-promotion/versions/1/withdraw", Examples(version + "/withdraw").First().Body, unneeded)).Status);
        Assert.DoesNotContain("\"error\"", (await DoAsync(version + "/impact", 200)).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("\"error\"", (await DoAsync(version + "/impact", 200, media: "application/x-ndjson")).Body, StringComparison.Ordinal);
        await DoAsync("/v1/schemes/{id}/appraisals", 200);
        await DoAsync("/v1/schemes/{id}/report-jobs", 202);
        await DoAsync("/v1/subjects:erase", 200);
        var key = await DoAsync("/v1/keys", 201);
        var path = "/v1/keys/" + (string)key.Json["key"]!["id"]!;
        Assert.Equal(200, (await SendAsync(path + "/rotate", Examples("/v1/keys/{id}/rotate").First().Body, "*")).Status);
        Assert.Equal(200, (await SendAsync(path + "/revoke", Examples("/v1/keys/{id}/revoke").First().Body, "*")).Status);
    }

    private async Task<Answer> DoAsync(string path, int status, string? ifMatch = null, int version = 1, string media = "application/json")
    {
        var answer = await SendAsync(Filled(path, "post", version), Examples(path, media).First().Body, ifMatch, media);
        Assert.True(answer.Status == status, $"{path}: {answer.Status} {answer.Body}");
        return answer;
    }

    private Task<Answer> SendAsync(string path, string body, string? ifMatch, string media = "application/json") =>
        _service.SendAsync(HttpMethod.Post, path, body, mediaType: media, ifMatch: ifMatch);

    private string Filled(string path, string method, int? version = null)
    {
        foreach (var parameter in (_document["paths"]![path]![method]!["parameters"]?.AsArray() ?? []).Where(p => (string)p!["in"]! == "path"))
        {
            var (name, value) = ((string)parameter!["name"]!, parameter["example"]?.ToString() ?? throw new InvalidOperationException($"{path} has no example of {parameter["name"]}"));
            path = path.Replace($"{{{name}}}", name == "version" && version is not null ? $"{version}" : value, StringComparison.Ordinal);
        }

        return path;
    }

    private IEnumerable<(string Id, string Body)> Examples(string path, string media = "application/json") =>
        _document["paths"]![path]!["post"]!["requestBody"]!["content"]![media]!["examples"]!.AsObject().Select(e => (e.Key, Text(Resolve((string)e.Value!["$ref"]!))));

    private JsonNode Resolve(string reference) => _document["components"]!["examples"]![reference["#/components/examples/".Length..]]!["value"]!;

    private static string Text(JsonNode body) => body is JsonValue lines ? (string)lines! : body.ToJsonString();

    private static string? Section(string path) => path.Split('/') is [_, _, "policies" or "schemes" or "models" or "templates", ..] parts ? parts[2] : null;
}

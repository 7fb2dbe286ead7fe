using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyApi.Tests.Http;

/// <summary>The OpenAPI document is part of the repository, so that reviews show changes of the contract.</summary>
[Collection(SharedService.Name)]
public sealed class OpenApiTests(RunningService service)
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public async Task The_document_is_the_one_in_the_repository()
    {
        var path = Path.Combine(Texts.Home, "docs", "openapi.json");
        var document = (await service.GetAsync("/openapi/v1.json")).Json;

        // The examples are already files of this repository, and the contract should not change with every edit of a policy.
        document["components"]!.AsObject().Remove("examples");
        foreach (var operation in document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject()))
        {
            foreach (var (_, body) in operation.Value?["requestBody"]?["content"]?.AsObject() ?? [])
                body!.AsObject().Remove("examples");
        }

        var actual = document.ToJsonString(Indented) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            await File.WriteAllTextAsync(path, actual);

        Assert.True(File.Exists(path), "there is no docs/openapi.json; run this test once with UPDATE_GOLDEN=1");
        Assert.True(
            string.Equals(await File.ReadAllTextAsync(path), actual, StringComparison.Ordinal),
            "the API's document has changed; run this test once with UPDATE_GOLDEN=1 and look at what docs/openapi.json says now");
    }

    [Fact]
    public async Task Every_operation_has_a_summary_a_chapter_and_documented_answers()
    {
        var document = (await service.GetAsync("/openapi/v1.json")).Json;

        Assert.StartsWith("3.1.", (string?)document["openapi"], StringComparison.Ordinal);
        foreach (var (path, operations) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in operations!.AsObject())
            {
                Assert.False(string.IsNullOrEmpty((string?)operation!["summary"]), $"{method} {path} has no summary");
                Assert.Single(operation["tags"]!.AsArray());
                Assert.NotEmpty(operation["responses"]!.AsObject());
            }
        }
    }

    [Theory]
    [InlineData("/v1/models", "models")]
    [InlineData("/v1/policies", "policies")]
    [InlineData("/v1/schemes", "schemes")]
    [InlineData("/v1/templates", "templates")]
    public async Task Every_example_of_a_document_is_valid(string path, string section)
    {
        foreach (var example in await ExamplesAsync(path))
            Assert.True((bool)(await service.PostAsync($"/v1/{section}:validate", example.Value!.ToJsonString())).Json["valid"]!, example.Key);
    }

    [Fact]
    public async Task Every_example_of_a_request_is_answered()
    {
        foreach (var (policy, facts) in await ExamplesAsync("/v1/policies/{id}/decisions"))
            Assert.Equal(200, (await service.PostAsync($"/v1/policies/{policy}/decisions", facts!.ToJsonString())).Status);
        foreach (var (_, facts) in await ExamplesAsync("/v1/schemes/{id}/appraisals"))
            Assert.Equal(200, (await service.PostAsync("/v1/schemes/kam-annual/appraisals", facts!.ToJsonString())).Status);
    }

    private async Task<IReadOnlyList<KeyValuePair<string, JsonNode?>>> ExamplesAsync(string path)
    {
        var document = (await service.GetAsync("/openapi/v1.json")).Json;
        var examples = document["paths"]![path]!["post"]!["requestBody"]!["content"]!["application/json"]!["examples"]!.AsObject();
        Assert.NotEmpty(examples);
        return [.. examples.Select(e => KeyValuePair.Create(e.Key, Resolve(document, (string)e.Value!["$ref"]!)))];
    }

    private static JsonNode? Resolve(JsonNode document, string reference) =>
        document["components"]!["examples"]![reference["#/components/examples/".Length..]]!["value"];
}

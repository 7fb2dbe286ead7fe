using System.Text.Json.Nodes;

namespace PolicyApi.Tests.Http;

/// <summary>The schemas for editors.</summary>
[Collection(SharedService.Name)]
public sealed class SchemaTests(RunningService service)
{
    [Fact]
    public async Task Schemas_are_served_without_a_key_for_every_kind_of_document()
    {
        using var nobody = service.ClientOf(string.Empty);
        var items = (await service.SendAsync(HttpMethod.Get, "/v1/schemas", client: nobody)).Json["items"]!.AsArray();
        var kinds = new List<string>();

        foreach (var item in items)
        {
            var schema = await service.SendAsync(HttpMethod.Get, (string)item!["path"]!, client: nobody);
            Assert.Equal((200, "application/schema+json"), (schema.Status, schema.MediaType));
            Assert.Equal("object", (string?)schema.Json["type"]);
            kinds.AddRange(item["kinds"]!.AsArray().Select(k => (string)k!));
        }

        Assert.Equal(
            Enum.GetValues<PolicyEngine.Documents.DocumentKind>().Select(PolicyEngine.Policies.DocumentReader.WordOf).Order(StringComparer.Ordinal),
            kinds.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_schema_that_is_not_there_is_not_found_and_the_others_are_named() =>
        Assert.Contains("`policy`", (await service.GetAsync("/v1/schemas/nothing")).Body, StringComparison.Ordinal);

    [Fact]
    public async Task Functions_are_served_in_both_languages()
    {
        var items = (await service.GetAsync("/v1/functions")).Json["items"]!.AsArray();

        var ratio = items.Single(i => (string?)i!["name"] == "Score.Ratio")!;
        Assert.Equal("Score.Ratio(actual, target, cap, floor)", (string?)ratio["signature"]);
        Assert.Equal("目标值，大于0", (string?)ratio["arguments"]![1]!["title"]!["zh-CN"]);
        Assert.Equal("90", (string?)ratio["examples"]![0]!["gives"]!["en"]);
        Assert.True(items.Count > 60);
    }

    /// <summary>An outdated schema would mark valid documents as wrong, or not know existing members.</summary>
    [Theory]
    [InlineData("policy", "policies")]
    [InlineData("model", "models")]
    [InlineData("scheme", "schemes")]
    [InlineData("template", "templates")]
    public async Task The_top_members_of_a_schema_are_those_that_the_service_knows(string name, string section)
    {
        var schema = (await service.GetAsync($"/v1/schemas/{name}")).Json;
        foreach (var kind in schema["properties"]!["kind"]!["enum"]!.AsArray().Select(k => (string)k!))
        {
            var members = schema["properties"]!.AsObject().Select(p => p.Key)
                .Concat(kind == "kpi-weighting" ? schema["then"]!["properties"]!.AsObject().Select(p => p.Key) : []);
            var document = new JsonObject([.. members.Select(m => KeyValuePair.Create(m, (JsonNode?)(m == "kind" ? kind : 0))), new("nothingLikeIt", 0)]);

            var found = (await service.PostAsync($"/v1/{section}:validate", document.ToJsonString())).Json["diagnostics"]!.AsArray();

            Assert.Equal(["/nothingLikeIt"], found.Where(d => (string?)d!["code"] == "unknown-member").Select(d => (string?)d!["pointer"]));
        }
    }

    [Fact]
    public async Task Every_top_member_of_the_policies_that_ship_is_in_the_schema()
    {
        var schema = (await service.GetAsync("/v1/schemas/policy")).Json;
        var known = schema["then"]!["propertyNames"]!["enum"]!.AsArray().Select(n => (string)n!).ToHashSet(StringComparer.Ordinal);
        var policies = Directory.EnumerateFiles(Path.Combine(Texts.Home, "policies"), "*.json", SearchOption.AllDirectories)
            .Select(f => JsonNode.Parse(File.ReadAllText(f))!.AsObject()).Where(p => p.ContainsKey("workflow") || p.ContainsKey("indicators"));

        Assert.DoesNotContain(policies.SelectMany(p => p.Select(m => m.Key)), m => !known.Contains(m));
    }
}

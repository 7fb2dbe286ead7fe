using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace PolicyApi.Tests.Http;

/// <summary>The messages for someone in HR who checks a document with a typical mistake; the cases are in <c>validations.json</c>.</summary>
[Collection(SharedService.Name)]
public sealed class ValidationTests(RunningService service)
{
    private static readonly Dictionary<string, JsonNode> All = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Http", "validations.json")))!
        .AsArray().ToDictionary(v => (string)v!["about"]!, v => v!, StringComparer.Ordinal);

    public static TheoryData<string> Cases => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Every_fault_is_told_at_once_in_order_with_its_place_and_what_would_be_right(string about)
    {
        var found = await ValidateAsync(All[about]);

        Assert.Equal(All[about]["found"]!.AsArray().Select(f => (string)f!), found.Select(Words));
        Assert.DoesNotContain(found, f => ((string)f["message"]!).Contains("System.", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_document_is_valid_exactly_when_nothing_found_is_an_error(string about)
    {
        var answer = JsonNode.Parse(await BodyAsync(All[about]))!;

        Assert.Equal(answer["diagnostics"]!.AsArray().All(d => (string)d!["severity"]! != "error"), (bool)answer["valid"]!);
    }

    private static string Words(JsonNode found) =>
        $"{found["severity"]} {found["code"]} {found["pointer"]} {found["line"]}:{found["column"]}{(found["offset"] is { } offset ? $"+{offset}" : string.Empty)} {found["message"]}";

    private async Task<List<JsonNode>> ValidateAsync(JsonNode item) => [.. JsonNode.Parse(await BodyAsync(item))!["diagnostics"]!.AsArray().Select(d => d!)];

    private async Task<string> BodyAsync(JsonNode item)
    {
        var text = Encoding.UTF8.GetBytes(string.Join('\n', item["text"]!.AsArray().Select(l => (string)l!)));
        using var content = new ByteArrayContent(item["byteOrderMark"] is null ? text : [.. Encoding.UTF8.Preamble, .. text]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await service.Client.PostAsync(new Uri("/v1/policies:validate", UriKind.Relative), content);
        Assert.Equal(200, (int)answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }
}

using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace PolicyApi.Tests.Http;

/// <summary>At every endpoint, a body is either read exactly as written or refused with the place of the error.</summary>
[Collection(SharedService.Name)]
public sealed class HostileBodyTests(RunningService service)
{
    private static readonly JsonArray All = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Http", "bodies.json")))!.AsArray();

    [Fact]
    public async Task Facts_are_read_exactly_or_refused_with_their_fault()
    {
        var id = Texts.NewId();
        await service.PostAsync("/v1/policies", Texts.PolicyText(id));
        await service.PostAsync($"/v1/policies/{id}/versions/1/publish", "");
        var seen = new List<string>();

        foreach (var item in All)
        {
            var (status, body) = await PostAsync($"/v1/policies/{id}/decisions", item!);
            seen.Add($"{item!["about"]}: {Words(status, body)}");
        }

        Assert.Equal(All.Select(i => $"{i!["about"]}: {i["decision"]}"), seen);
    }

    [Theory]
    [InlineData("/v1/policies")]
    [InlineData("/v1/policies:validate")]
    [InlineData("/v1/models")]
    [InlineData("/v1/schemes/kam-annual/appraisals")]
    [InlineData("/v1/policies/kam-promotion/decisions")]
    public async Task Nowhere_does_a_body_break_the_service(string path)
    {
        foreach (var item in All)
        {
            var (status, body) = await PostAsync(path, item!);

            Assert.True(status is 200 or (>= 400 and < 500), $"{path}, {item!["about"]}: {status} {body}");
            if (status != 200)
                Assert.True(Words(status, body).Length > 0, $"{path}, {item["about"]}: {body}");
        }
    }

    [Theory]
    [InlineData("/v1/policies", "gzip", "`Content-Encoding: gzip` was sent; send the body as it is, without compressing it.")]
    [InlineData("/v1/policies/kam-promotion/decisions", "br", "`Content-Encoding: br` was sent; send the body as it is, without compressing it.")]
    [InlineData("/v1/keys", "gzip, gzip", "without compressing it")]
    public async Task A_compressed_body_is_told_as_one(string path, string encoding, string detail)
    {
        using var body = new ByteArrayContent([0x1f, 0x8b, 8, 0]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        body.Headers.TryAddWithoutValidation("Content-Encoding", encoding);

        using var answer = await service.Client.PostAsync(path, body);

        Assert.Equal(415, (int)answer.StatusCode);
        Assert.Contains(detail, (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_of_no_media_type_is_told_so()
    {
        using var body = new ByteArrayContent("{}"u8.ToArray());

        using var answer = await service.Client.PostAsync("/v1/policies", body);

        Assert.Equal(415, (int)answer.StatusCode);
        Assert.StartsWith("no media type was sent; set `Content-Type` to", (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_cannot_be_read_leaves_the_others_of_a_stream_alone()
    {
        const string Good = """{"employee_id":"1","avg_training_score":70}""";
        var id = Texts.NewId();
        await service.PostAsync("/v1/policies", Texts.PolicyText(id));
        await service.PostAsync($"/v1/policies/{id}/versions/1/publish", "");
        var lines = All.Where(i => i!["type"] is null).Select(i => Bytes(i!)).Where(b => !b.Contains((byte)'\n') && b.Length is > 0 and < 10_000).ToList();
        var text = lines.SelectMany(l => new byte[][] { l, "\n"u8.ToArray(), Encoding.UTF8.GetBytes(Good), "\n"u8.ToArray() }).SelectMany(b => b).ToArray();

        var (status, body) = await PostAsync($"/v1/policies/{id}/decisions", text, "application/x-ndjson");

        var answers = body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToList();
        Assert.Equal((200, 2 * lines.Count), (status, answers.Count));
        Assert.All(answers.Where((_, i) => i % 2 == 1), a => Assert.Null(a["error"] ?? a["problem"] ?? a["code"]));
    }

    private Task<(int Status, string Body)> PostAsync(string path, JsonNode item) => PostAsync(path, Bytes(item), (string?)item["type"] ?? "application/json");

    private async Task<(int Status, string Body)> PostAsync(string path, byte[] bytes, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(service.Address, path)) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var answer = await service.Client.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static byte[] Bytes(JsonNode item)
    {
        if ((string?)item["bytes"] is { } hex)
            return Convert.FromHexString(hex);
        return Encoding.UTF8.GetBytes((string?)item["text"] ?? string.Concat(Enumerable.Repeat((string)item["repeat"]![0]!, (int)item["repeat"]![1]!)));
    }

    /// <summary>Returns the code of a refusal, and the code and pointer of its first error.</summary>
    private static string Words(int status, string body)
    {
        if (status is 200 or 201)
            return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{status}");
        var problem = JsonNode.Parse(body)!;
        Assert.Equal(status, (int)problem["status"]!);
        var first = problem["errors"]?.AsArray().FirstOrDefault();
        return first is null ? $"{status} {problem["code"]}" : $"{status} {problem["code"]}, {first["code"]} {first["pointer"]}".TrimEnd();
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Access;

/// <summary>Keys on connections with many requests at once.</summary>
public sealed class Http2KeyTests : IAsyncLifetime
{
    private const int Requests = 300;

    private readonly RunningService _service = new()
    {
        Settings =
        [
            "--Kestrel:Endpoints:First:Url", "http://127.0.0.1:0",
            "--Kestrel:Endpoints:Second:Url", "http://127.0.0.1:0", "--Kestrel:Endpoints:Second:Protocols", "Http2",
        ],
    };

    public Task InitializeAsync() => _service.InitializeAsync();

    public Task DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Over_one_connection_each_request_is_answered_for_the_key_that_it_brings()
    {
        var one = await _service.NewKeyAsync("one", "evaluator");
        var other = await _service.NewKeyAsync("other", "auditor");
        (string Key, string? Actor)[] callers = [(one, "key:one"), (other, "key:other"), (one[..^1] + (one[^1] == '0' ? '1' : '0'), null)];
        using var handler = new SocketsHttpHandler { EnableMultipleHttp2Connections = false };
        using var client = new HttpClient(handler) { BaseAddress = Second() };

        var actors = await Task.WhenAll(Enumerable.Range(0, Requests).Select(i => ActorAsync(client, callers[i % callers.Length].Key)));

        Assert.Equal(Enumerable.Range(0, Requests).Select(i => callers[i % callers.Length].Actor), actors);
    }

    private Uri Second() => _service.Addresses.Single(a => a != _service.Address);

    private static async Task<string?> ActorAsync(HttpClient client, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/me") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await client.SendAsync(request);
        Assert.Equal(HttpVersion.Version20, response.Version);
        return (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["actor"];
    }
}

using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PolicyApi.Platform;

namespace PolicyApi.Tests.Http;

/// <summary>The real service on a free port of this machine, with a store of its own.</summary>
public sealed class RunningService : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "policy-service-tests", Guid.NewGuid().ToString("n"));
    private WebApplication? _app;

    /// <summary>Settings beyond the defaults; set before the service starts.</summary>
    internal IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Services to replace; set before the service starts.</summary>
    internal Action<IServiceCollection>? Replace { get; init; }

    public HttpClient Client { get; private set; } = new();

    public Uri Address => new(_app!.Urls.First());

    public async Task InitializeAsync()
    {
        _app = await PolicyApiHost.BuildAsync(
            ["--urls", "http://127.0.0.1:0", "--Store:Folder", _folder, "--Logging:LogLevel:Default", "None", .. Settings],
            builder => Replace?.Invoke(builder.Services));
        await _app.StartAsync();
        Client = new HttpClient { BaseAddress = Address };
    }

    /// <summary>Stops the service and starts another on the same store.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Sends a body of some media type.</summary>
    internal async Task<Answer> SendAsync(HttpMethod method, string path, string? body = null, string mediaType = "application/json", string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(mediaType) } };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var response = await Client.SendAsync(request);
        return new Answer(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            await response.Content.ReadAsStringAsync(),
            response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase));
    }

    internal Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    internal Task<Answer> PostAsync(string path, string body, string mediaType = "application/json") => SendAsync(HttpMethod.Post, path, body, mediaType);

    private async Task StopAsync()
    {
        Client.Dispose();
        await _app!.StopAsync();
        await _app.DisposeAsync();
    }
}

/// <summary>An answer read to its end.</summary>
internal sealed record Answer(int Status, string? MediaType, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public string? Code => (string?)Json["code"];

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}

/// <summary>One service for all tests that only add things of their own.</summary>
[CollectionDefinition(Name)]
public sealed class SharedService : ICollectionFixture<RunningService>
{
    public const string Name = "running service";
}

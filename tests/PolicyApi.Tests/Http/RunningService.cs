using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using PolicyApi.Platform.Hosting;
using PolicyApi.Reports;
using PolicyApi.Tests.Reports;

namespace PolicyApi.Tests.Http;

/// <summary>The real service on a free port, with a store of its own.</summary>
public sealed class RunningService : IAsyncLifetime
{
    // Approving is left out: the approver must read what is approved.
    private static readonly Regex Steps = new(
        "^(?<thing>(?<document>/v1/[a-z]+/[^/]+)(/versions/[0-9]+)?)/(submit|reject|publish|rotate|revoke|cancel|(?<timeline>withdraw|rollback))$",
        RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "policy-service-tests", Guid.NewGuid().ToString("n"));
    private WebApplication? _app;
    private string[] _more = [];

    /// <summary>Settings beyond the defaults; set before the service starts.</summary>
    internal IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Services to replace; set before the service starts.</summary>
    internal Action<IServiceCollection>? Replace { get; init; }

    /// <summary>Whether bodies that stand still are cut off, as they are in earnest; a busy machine lets any body stand still.</summary>
    internal bool CutsSlowBodies { get; init; }

    /// <summary>Sends a key with every role but the one that is held to one manager.</summary>
    public HttpClient Client { get; private set; } = new();

    /// <summary>The text of that key.</summary>
    public string Key { get; private set; } = string.Empty;

    /// <summary>A key that another replica on the same store has created; set before the service starts.</summary>
    internal string GivenKey
    {
        init => Key = value;
    }

    /// <summary>The data folder.</summary>
    internal string Folder => _folder;

    internal IServiceProvider Services => _app!.Services;

    public Uri Address => new(_app!.Urls.First());

    /// <summary>All addresses that it listens on.</summary>
    internal IEnumerable<Uri> Addresses => _app!.Urls.Select(u => new Uri(u));

    public async Task InitializeAsync()
    {
        _app = await PolicyApiHost.BuildAsync(
            ["--urls", "http://127.0.0.1:0", "--Store:Folder", _folder, "--Logging:LogLevel:Default", "None",
             "--Limits:RequestBurst", "1000000", "--Limits:StrangerRequestBurst", "1000000",

             // Most tests are about something else than approval, and have one key.
             "--Governance:SinglePerson", "true",

             // Starting a browser takes long on a busy machine.
             "--Pdf:Seconds", "120", .. Settings, .. _more],
            builder =>
            {
                Unhurried(builder.Services);
                Replace?.Invoke(builder.Services);
            });
        await _app.StartAsync();
        if (Key.Length == 0)
            Key = await NewKeyAsync("tests", "policy-author", "policy-approver", "evaluator", "report-reader", "auditor", "administrator");
        Client = ClientOf(Key);
    }

    /// <summary>Returns the text of the bootstrap key that the service generated.</summary>
    internal string BootstrapKey() => File.ReadAllText(Path.Combine(_folder, "bootstrap.key")).Trim();

    /// <summary>Creates a key with the bootstrap key, and returns its text.</summary>
    internal async Task<string> NewKeyAsync(string name, params string[] roles) =>
        (string)(await IssueAsync(new JsonObject { ["name"] = name, ["roles"] = new JsonArray([.. roles.Select(r => JsonValue.Create(r))]) })).Json["text"]!;

    /// <summary>Sends a command to create a key, with the bootstrap key.</summary>
    internal async Task<Answer> IssueAsync(JsonObject command)
    {
        using var bootstrap = ClientOf(BootstrapKey());
        return await SendAsync(HttpMethod.Post, "/v1/keys", command.ToJsonString(), client: bootstrap);
    }

    /// <summary>Creates a client that sends a key or token; none if the text is empty.</summary>
    internal HttpClient ClientOf(string key)
    {
        var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(10) };
        if (key.Length > 0)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>Stops the service and starts another on the same store.</summary>
    public Task RestartAsync() => RestartAsync([]);

    /// <summary>Stops the service and starts another on the same store, with further settings until the next restart.</summary>
    internal async Task RestartAsync(params string[] settings)
    {
        await StopAsync();
        _more = settings;
        await InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Sends a request with a body of a media type.</summary>
    internal async Task<Answer> SendAsync(HttpMethod method, string path, string? body = null, string mediaType = "application/json", string? ifMatch = null, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(mediaType) } };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var response = await (client ?? Client).SendAsync(request);
        return new Answer(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            await response.Content.ReadAsStringAsync(),
            response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase));
    }

    internal Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    /// <summary>Sends a POST as a careful client does: the tag of what a step changes is read first, and sent.</summary>
    internal async Task<Answer> PostAsync(string path, string body, string mediaType = "application/json", HttpClient? client = null) =>
        await SendAsync(HttpMethod.Post, path, body, mediaType, await TagForAsync(path), client);

    /// <summary>Returns the tag of what a step changes; <see langword="null"/> for other requests, and if it does not exist.</summary>
    internal async Task<string?> TagForAsync(string path) =>
        Steps.Match(path) is { Success: true } step
            ? (await GetAsync(step.Groups["timeline"].Success ? step.Groups["document"].Value + "/publications" : step.Groups["thing"].Value)).Header("ETag")
            : null;

    /// <summary>Lifts the limits of time that a busy machine may exceed, where no test is about them.</summary>
    private void Unhurried(IServiceCollection services)
    {
        if (!CutsSlowBodies)
            services.Configure<KestrelServerOptions>(server => server.Limits.MinRequestBodyDataRate = null);
        services.AddSingleton(_ => new ReportRenderer(Rendering.Unhurried));
    }

    /// <summary>Stops the service; its folder stays.</summary>
    internal async Task StopAsync()
    {
        Client.Dispose();
        await _app!.StopAsync();
        await _app.DisposeAsync();
    }
}

/// <summary>A response, read to its end.</summary>
internal sealed record Answer(int Status, string? MediaType, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public string? Code => (string?)Json["code"];

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}

/// <summary>One service shared by all tests that only add things of their own.</summary>
[CollectionDefinition(Name)]
public sealed class SharedService : ICollectionFixture<RunningService>
{
    public const string Name = "running service";
}

using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PolicyApi.Access;
using PolicyApi.Platform.Hosting;
using PolicyApi.Tests.Http;
using PolicyApi.Tests.Storage;

namespace PolicyApi.Tests.Access;

/// <summary>How the first caller gets access.</summary>
public sealed class BootstrapTests : IDisposable
{
    private const string Own = "a-bootstrap-key-that-someone-brought-along";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Remove();

    [Fact]
    public async Task The_key_is_generated_once_into_a_file_that_only_the_services_user_can_read()
    {
        var first = await StartAndStopAsync();
        var text = await File.ReadAllTextAsync(FileName);
        var second = await StartAndStopAsync();

        Assert.Equal(text, await File.ReadAllTextAsync(FileName));
        Assert.Matches(@"^ps_[0-9a-f]{16}_[0-9a-f]{64}\n\z", text);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(("600", "700"), (Mode(FileName), Mode(_folder.Path)));
        Assert.Contains(FileName, first, StringComparison.Ordinal);
        Assert.DoesNotContain(text.Trim()[^64..], first + second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_its_file_is_deleted_and_there_are_keys_no_other_is_generated()
    {
        await using (var service = await OpenAsync())
            await service.NewKeyAsync("admin", "administrator");
        var text = (await File.ReadAllTextAsync(FileName)).Trim();
        File.Delete(FileName);

        await using var again = await OpenAsync();

        Assert.False(File.Exists(FileName));
        Assert.Equal(401, await CreateAsync(again, text));
    }

    [Fact]
    public async Task A_key_of_the_settings_takes_the_place_of_the_generated_one()
    {
        await using var service = await OpenAsync("--Access:BootstrapKey", Own);

        Assert.False(File.Exists(FileName));
        Assert.Equal(201, await CreateAsync(service, Own));
        Assert.Equal(401, await CreateAsync(service, Own + "x"));
    }

    [Fact]
    public async Task A_key_may_come_from_a_file_of_ones_own()
    {
        var file = Path.Combine(_folder.Path, "mounted-secret");
        await File.WriteAllTextAsync(file, Own + "\n");

        await using var service = await OpenAsync("--Access:BootstrapKeyFile", file);

        Assert.False(File.Exists(FileName));
        Assert.Equal(201, await CreateAsync(service, Own));
    }

    [Theory]
    [InlineData("--Access:BootstrapKey", "short", "fewer than 32 characters")]
    [InlineData("--Access:BootstrapKeyFile", "/nowhere/at/all", "there is no file")]
    public async Task A_key_that_is_not_safe_stops_the_start(string name, string value, string words)
    {
        var refused = await Record.ExceptionAsync(() => OpenAsync(name, value));

        var told = StartFailures.Explain(refused!);
        Assert.Contains(words, told, StringComparison.Ordinal);
        Assert.DoesNotContain("short", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_developer_finds_a_key_in_a_file_and_the_line_to_copy_in_the_log()
    {
        var log = await StartAndStopAsync("--environment", "Development");
        var file = Path.Combine(_folder.Path, "development.key");
        var text = (await File.ReadAllTextAsync(file)).Trim();
        var again = await StartAndStopAsync("--environment", "Development");

        await using var service = await OpenAsync("--environment", "Development");
        Assert.Equal(200, await StatusAsync(service, text, "/v1/policies"));
        Assert.Equal(text, (await File.ReadAllTextAsync(file)).Trim());
        Assert.Contains($"curl -H \"Authorization: Bearer $(cat {file})\"", log, StringComparison.Ordinal);
        Assert.DoesNotContain(text[^64..], log + again, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal("600", Mode(file));
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080", true)]
    [InlineData("http://localhost:5080", true)]
    [InlineData("https://[::1]:5080", true)]
    [InlineData("http://0.0.0.0:5080", false)]
    [InlineData("http://[::]:5080", false)]
    [InlineData("http://+:80", false)]
    [InlineData("http://*:80", false)]
    [InlineData("http://10.0.0.7:80", false)]
    [InlineData("http://localhost.example.com:80", false)]
    public void A_developers_key_is_made_only_where_nobody_else_can_call(string address, bool isLoopback) =>
        Assert.Equal(isLoopback, DevelopmentKey.IsLoopback(address));

    [Fact]
    public async Task A_development_service_that_others_can_reach_makes_no_key()
    {
        var log = await StartAndStopAsync("--environment", "Development", "--urls", "http://0.0.0.0:0");

        Assert.False(File.Exists(Path.Combine(_folder.Path, "development.key")));
        Assert.Contains("no development key", log, StringComparison.Ordinal);
    }

    private string FileName => Path.Combine(_folder.Path, "bootstrap.key");

    private static string Mode(string path) => OperatingSystem.IsWindows() ? string.Empty : Convert.ToString((int)File.GetUnixFileMode(path), 8);

    private static async Task<int> CreateAsync(BootstrapService service, string key) =>
        (int)(await service.Client.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/v1/keys")
        {
            Headers = { { "Authorization", "Bearer " + key } },
            Content = new StringContent(
                new JsonObject { ["name"] = Texts.NewId(), ["roles"] = new JsonArray("auditor") }.ToJsonString(), System.Text.Encoding.UTF8, "application/json"),
        })).StatusCode;

    private static async Task<int> StatusAsync(BootstrapService service, string key, string path) =>
        (int)(await service.Client.SendAsync(new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Authorization", "Bearer " + key } } })).StatusCode;

    private Task<BootstrapService> OpenAsync(params string[] settings) => BootstrapService.StartAsync(_folder.Path, settings);

    private async Task<string> StartAndStopAsync(params string[] settings)
    {
        await using var service = await OpenAsync(settings);
        return service.Log.Text;
    }

    /// <summary>A service as started from the command line, on a folder that remains afterwards.</summary>
    private sealed class BootstrapService : IAsyncDisposable
    {
        private readonly Microsoft.AspNetCore.Builder.WebApplication _app;

        private BootstrapService(Microsoft.AspNetCore.Builder.WebApplication app, LogSink log)
        {
            _app = app;
            Log = log;
            var port = new Uri(app.Urls.First().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)).Port;
            Client = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")) };
        }

        public HttpClient Client { get; }

        public LogSink Log { get; }

        public static async Task<BootstrapService> StartAsync(string folder, string[] settings)
        {
            var log = new LogSink();
            var app = await PolicyApiHost.BuildAsync(
                ["--urls", "http://127.0.0.1:0", "--Store:Folder", folder, .. settings],
                builder => builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Trace));
            await app.StartAsync();
            await PolicyApiHost.TellFirstStepsAsync(app);
            return new BootstrapService(app, log);
        }

        public async Task NewKeyAsync(string name, string role)
        {
            var bootstrap = (await File.ReadAllTextAsync(_app.Services.GetRequiredService<PolicyApi.Access.Keys.BootstrapKey>().FilePath)).Trim();
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/keys") { Headers = { { "Authorization", "Bearer " + bootstrap } } };
            request.Content = new StringContent(new JsonObject { ["name"] = name, ["roles"] = new JsonArray(role) }.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
            using var response = await Client.SendAsync(request);
            response.EnsureSuccessStatusCode();
        }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await _app.StopAsync();
            await _app.DisposeAsync();
        }
    }
}

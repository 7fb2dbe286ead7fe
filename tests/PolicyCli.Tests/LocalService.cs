using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using PolicyApi.Platform.Hosting;

namespace PolicyCli.Tests;

/// <summary>A real service on this machine, with a store of its own, in which one person may do everything.</summary>
public sealed class LocalService : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("policy-cli-service-");
    private WebApplication? _app;

    public string Url => _app!.Urls.First();

    public string KeyFile => Path.Combine(_folder.FullName, "cli.key");

    public async Task InitializeAsync()
    {
        _app = await PolicyApiHost.BuildAsync(
            ["--urls", "http://127.0.0.1:0", "--Store:Folder", _folder.FullName, "--Logging:LogLevel:Default", "None", "--Governance:SinglePerson", "true"]);
        await _app.StartAsync();
        var bootstrap = await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "bootstrap.key"));
        using var client = ClientOf(bootstrap.Trim());
        var key = await client.PostAsJsonAsync("/v1/keys", new { name = "cli", roles = new[] { "policy-author", "policy-approver", "evaluator", "auditor" } });
        await File.WriteAllTextAsync(KeyFile, (string)JsonNode.Parse(await key.Content.ReadAsStringAsync())!["text"]!);
    }

    public HttpClient ClientOf(string key) => new()
    {
        BaseAddress = new Uri(Url),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
    };

    public async Task DisposeAsync()
    {
        await _app!.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}

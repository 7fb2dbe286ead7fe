using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PolicyApi.Access;
using PolicyApi.Access.Keys;
using PolicyApi.Platform.Content;
using PolicyApi.Platform.Hosting;
using PolicyApi.Platform.Settings;
using PolicyApi.Storage;
using PolicyEngine.Bench;
using PolicyEngine.Policies;

namespace PolicyService.Load.Served;

/// <summary>The service as shipped, with the common policy in its store and a key that may evaluate.</summary>
internal static class RealService
{
    /// <summary>The path of decisions by the common policy.</summary>
    public const string Decide = "/v1/policies/common-appraisal/decisions";

    /// <summary>The path of appraisals by the default scheme.</summary>
    public const string Appraise = "/v1/schemes/kam-annual/appraisals";

    /// <summary>The path of an echo behind all the middleware of the service.</summary>
    public const string Echo = "/v1/echo";

    private static readonly string[] Documents = ["common-model.json", "common-policy.json"];

    /// <summary>Returns the arguments with which the service is started.</summary>
    /// <param name="home">A folder for this service only.</param>
    /// <param name="mode">How the service stores answers.</param>
    public static string[] Arguments(string home, LogMode mode) =>
    [
        "--urls", "http://127.0.0.1:0",
        "--Store:Folder", Path.Combine(home, "data"),
        "--DecisionLog:Decisions", mode.ToString(),
        "--DecisionLog:Appraisals", mode.ToString(),
        "--Limits:RequestsPerSecond", "100000",
        "--Limits:RequestBurst", "1000000",
    ];

    /// <summary>Builds the service with only the common policy in force.</summary>
    public static async Task<WebApplication> BuildAsync(string root, string home, LogMode mode)
    {
        var policies = Directory.CreateDirectory(Path.Combine(home, "policies"));
        foreach (var file in Documents)
            File.Copy(Path.Combine(root, "bench", "PolicyEngine.Bench", "Common", file), Path.Combine(policies.FullName, file));
        var app = await PolicyApiHost.BuildAsync(
            Arguments(home, mode), builder => builder.Services.AddSingleton(new ContentFolders(new DirectoryInfo(home))));
        app.MapPost(Echo, BareServer.EchoAsync).RequireAuthorization(nameof(Permission.Evaluate));
        return app;
    }

    /// <summary>Builds the service with the documents that ship with it, for appraisals.</summary>
    public static Task<WebApplication> BuildDefaultAsync(string home, LogMode mode) => PolicyApiHost.BuildAsync(Arguments(home, mode));

    /// <summary>Creates a store with the common policy, and copies of it under other ids, for the service's program.</summary>
    /// <param name="root">The path of the repository.</param>
    /// <param name="home">An empty folder.</param>
    /// <param name="count">The number of policies; 1 or more.</param>
    /// <returns>The text of a key that may evaluate.</returns>
    public static async Task<string> PrepareAsync(string root, string home, int count)
    {
        var policies = Directory.CreateDirectory(Path.Combine(home, "policies"));
        var text = await File.ReadAllTextAsync(Path.Combine(root, "bench", "PolicyEngine.Bench", "Common", "common-policy.json"));
        for (var i = 1; i < count; i++)
        {
            var copy = text.Replace("\"common-appraisal\"", $"\"common-appraisal-{i}\"", StringComparison.Ordinal);
            await File.WriteAllTextAsync(Path.Combine(policies.FullName, $"copy-{i}.json"), copy);
        }

        await using var app = await BuildAsync(root, home, LogMode.Durable);
        return await KeyAsync(app);
    }

    /// <summary>Compiles the common policy, for deciding in this process.</summary>
    public static CompiledPolicy Compile(string root)
    {
        var folder = Path.Combine(root, "bench", "PolicyEngine.Bench", "Common");
        var set = PolicySet.Compile([.. Documents.Select(f => Repository.Read(File.ReadAllText(Path.Combine(folder, f))))], reuse: null, out _);
        var policy = set.FindPolicy("common-appraisal")!;
        policy.Translate();
        return policy;
    }

    /// <summary>Creates a key that may evaluate.</summary>
    /// <returns>The text of the key.</returns>
    public static async Task<string> KeyAsync(WebApplication app)
    {
        var id = KeyText.NewId();
        var text = KeyText.New(id);
        var now = StoredTime.Cut(app.Services.GetRequiredService<TimeProvider>().GetUtcNow());
        var key = new KeyRecord(
            id, "load", [RoleNames.Of(Role.Evaluator)], null, now, "load", null, null, null, null, [new KeySecret(Convert.ToHexStringLower(KeyText.Hash(text)), now, null)]);
        await app.Services.GetRequiredService<KeyDirectory>().AddAsync(key, reason: null, CancellationToken.None);
        return text;
    }
}

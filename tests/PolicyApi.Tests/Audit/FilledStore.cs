using LiteDB;
using PolicyApi.Audit.Heads;
using PolicyApi.Audit.Verification;
using PolicyApi.Storage.LiteDb;
using PolicyApi.Storage.LiteDb.Files;
using PolicyApi.Tests.Http;
using PolicyApi.Tests.Storage;

namespace PolicyApi.Tests.Audit;

/// <summary>A store that a service has filled and closed, with one signed head from halfway and one from the end. Tests work on copies of its files.</summary>
public sealed class FilledStore : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    internal string Source => Path.Combine(_folder.Path, "data");

    internal SignedHead Middle { get; private set; } = null!;

    internal SignedHead End { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var service = new RunningService();
        await service.InitializeAsync();
        var id = Texts.NewId();
        var created = await service.PostAsync("/v1/policies", Texts.PolicyText(id));
        await AppraiseAsync(service, "km-001", "km-002");
        var gone = await service.IssueAsync(new() { ["name"] = "gone", ["roles"] = new System.Text.Json.Nodes.JsonArray("auditor") });
        await service.PostAsync($"{gone.Header("Location")}/revoke", """{"reason":"left"}""");
        Middle = await HeadAsync(service);
        await AppraiseAsync(service, "km-003", "km-004");
        Assert.Equal(200, (await service.SendAsync(HttpMethod.Put, $"/v1/policies/{id}/versions/1", Texts.PolicyText(id, least: 71), ifMatch: created.Header("ETag"))).Status);
        await service.PostAsync("/v1/policies/yearly-review-promotion/decisions", """{"employee_id":"E-1","avg_training_score":75}""");
        Assert.Equal(200, (await service.PostAsync("/v1/subjects:erase", """{"subject":"KM-002","reason":"asked for it"}""")).Status);
        End = await HeadAsync(service);
        await service.StopAsync();
        Copy(service.Folder, Source);
        Directory.Delete(service.Folder, recursive: true);
    }

    public Task DisposeAsync()
    {
        _folder.Remove();
        return Task.CompletedTask;
    }

    /// <summary>Verifies a copy of the files after changing it.</summary>
    /// <param name="tamper">Changes the files in a folder, as an attacker would; <see langword="null"/> for no change.</param>
    /// <param name="heads">Heads that were kept elsewhere.</param>
    internal async Task<VerificationReport> VerifyAsync(Action<string>? tamper, params SignedHead[] heads)
    {
        var folder = new TempFolder();
        Copy(Source, folder.Path);
        tamper?.Invoke(folder.Path);
        VerificationReport report;
        await using (var store = LiteDbPolicyStore.Open(new LiteDbOptions { DataFolder = folder.Path }, TimeProvider.System))
            report = await StoreVerifier.RunAsync(store, heads, CancellationToken.None);
        folder.Remove();
        return report;
    }

    /// <summary>Changes a collection with LiteDB directly, as someone with access to the files would.</summary>
    internal static void Edit(string folder, string file, string collection, Action<ILiteCollection<BsonDocument>> change)
    {
        var path = Directory.EnumerateFiles(folder, file + "*.db").Single(f => !f.EndsWith("-log.db", StringComparison.Ordinal));
        using var database = new LiteDatabase(new ConnectionString { Filename = path, Connection = ConnectionType.Direct });
        change(database.GetCollection(collection));
    }

    internal static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
    }

    private static async Task AppraiseAsync(RunningService service, params string[] managers)
    {
        foreach (var manager in managers)
            Assert.Equal(200, (await service.PostAsync("/v1/schemes/kam-annual/appraisals", Texts.Manager(manager))).Status);
    }

    private static async Task<SignedHead> HeadAsync(RunningService service) =>
        SignedHead.Read(System.Text.Encoding.UTF8.GetBytes((await service.GetAsync("/v1/audit/head")).Body));
}

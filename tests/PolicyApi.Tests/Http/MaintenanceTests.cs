using PolicyApi.Maintenance;
using PolicyApi.Platform.Hosting;
using PolicyApi.Tests.Storage;

namespace PolicyApi.Tests.Http;

/// <summary>Backup, restore and <c>fsck</c>, as operators use them.</summary>
public sealed class MaintenanceTests : IDisposable
{
    private readonly TempFolder _backups = new();

    public void Dispose() => _backups.Remove();

    [Fact]
    public async Task A_backup_of_a_running_service_is_restored_by_starting_on_it()
    {
        var service = new RunningService { Settings = ["--Store:BackupFolder", _backups.Path, "--Store:Seed", "true"] };
        await service.InitializeAsync();
        var answer = await service.PostAsync("/v1/schemes/kam-annual/appraisals", Texts.Manager("km-001"));
        var backup = await service.PostAsync("/v1/backup", "");
        var note = Assert.Single((await service.GetAsync("/v1/audit?action=backup-made")).Json["items"]!.AsArray())!;
        var appraisal = answer.Header("Location")!;
        var body = (await service.GetAsync(appraisal)).Body;
        await service.DisposeAsync();

        var path = Path.Combine(_backups.Path, (string)backup.Json["name"]!);
        var restored = await PolicyApiHost.BuildAsync(["--urls", "http://127.0.0.1:0", "--Store:Folder", path, "--Logging:LogLevel:Default", "None"]);
        await using (restored)
        {
            await restored.StartAsync();
            using var client = new HttpClient { BaseAddress = new Uri(restored.Urls.First()) };
            client.DefaultRequestHeaders.Authorization = new("Bearer", service.Key);

            Assert.Equal(200, backup.Status);
            Assert.Equal(("key:tests", (string?)backup.Json["name"]), ((string?)note["actor"], (string?)note["target"]));
            Assert.Equal(body, await client.GetStringAsync(appraisal));
        }

        Assert.Equal((0, "all is well: every hash, link, seal and key was looked at."), await FsckAsync(path));
    }

    [Fact]
    public async Task Without_a_folder_for_backups_there_are_none()
    {
        var service = new RunningService { Settings = ["--Store:Seed", "false"] };
        await service.InitializeAsync();

        var refused = await service.PostAsync("/v1/backup", "");

        Assert.Equal((409, "backup-not-set"), (refused.Status, refused.Code));
        await service.DisposeAsync();
    }

    [Fact]
    public async Task Fsck_ends_with_2_and_says_where_when_something_is_wrong()
    {
        var service = new RunningService { Settings = ["--Store:Seed", "false"] };
        await service.InitializeAsync();
        var busy = await FsckAsync(service.Folder);
        await service.PostAsync("/v1/policies", "{}");
        await service.PostAsync("/v1/models", File.ReadAllText(Path.Combine(Texts.Home, "policies", "models", "yearly-review.json")));
        await service.StopAsync();
        var file = Path.Combine(service.Folder, "journal.db");
        var bytes = await File.ReadAllBytesAsync(file);
        var at = bytes.AsSpan().IndexOf("Employee, one yearly review"u8);
        bytes[at] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);

        var (code, last) = await FsckAsync(service.Folder);

        Assert.Equal(1, busy.Code);
        Assert.Contains("is in use by another process", busy.Output, StringComparison.Ordinal);
        Assert.Equal(2, code);
        Assert.Contains("restore a backup", last, StringComparison.Ordinal);
        Assert.Equal(1, (await FsckAsync(Path.Combine(service.Folder, "nowhere"))).Code);
        Directory.Delete(service.Folder, recursive: true);
    }

    [Fact]
    public async Task Fsck_sends_those_with_a_database_to_verify()
    {
        await using var output = new StringWriter();

        var code = await FsckCommand.RunAsync(["fsck", "--Store:Kind", "postgres", "--Store:ConnectionString", "Host=db"], output);

        Assert.Equal(1, code);
        Assert.Contains("use `verify` for this one", output.ToString(), StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output)> FsckAsync(string folder)
    {
        var output = new StringWriter();
        var code = await FsckCommand.RunAsync(["fsck", "--Store:Folder", folder], output);
        return (code, output.ToString().Trim().Split('\n')[^1].Trim());
    }
}

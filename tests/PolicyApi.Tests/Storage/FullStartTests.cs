using Microsoft.Extensions.DependencyInjection;
using PolicyApi.Platform.Hosting;
using PolicyApi.Storage;
using PolicyApi.Storage.Files;
using PolicyApi.Storage.LiteDb;
using PolicyApi.Storage.LiteDb.Files;
using PolicyApi.Storage.LiteDb.Inspection;
using PolicyApi.Tests.Http;
using PolicyService.Faults.Disk;
using static PolicyApi.Tests.Storage.StoreSamples;

namespace PolicyApi.Tests.Storage;

/// <summary>Starting, and opening old months, on a full disk: existing data is read, and what cannot be created is reported in one line.</summary>
public sealed class FullStartTests
{
    private const string Facts = """{"employee_id":"1","avg_training_score":70}""";

    [Fact]
    public async Task A_service_that_was_killed_starts_on_a_full_disk_reads_refuses_and_goes_on_when_there_is_room()
    {
        var disk = new SimulatedDisk(new DiskFaults());
        var policy = Texts.NewId();
        var (key, kept) = await LeftBehindAsync(disk, policy);
        var full = new DiskFaults { SaidFree = 0, FreeBytes = 0 };
        var killed = disk.Restarted(seed: 1, full);

        await using var store = Open(killed);
        var service = Running(store, key);
        await service.InitializeAsync();
        var ready = await service.GetAsync("/readyz");
        Assert.Equal((503, "not-ready"), (ready.Status, ready.Code));
        Assert.Contains("the disk of the store has 0 MiB left", (string?)ready.Json["detail"], StringComparison.Ordinal);
        Assert.Equal((503, "store-full"), ((await DecideAsync(service, policy)).Status, (await DecideAsync(service, policy)).Code));
        Assert.Equal(kept.Body, (await service.GetAsync(kept.Header("Location")!)).Body);
        Assert.Equal(200, (await service.GetAsync($"/v1/policies/{policy}/versions/1")).Status);

        (full.SaidFree, full.FreeBytes) = (null, null);
        Assert.Equal((200, 200), ((await DecideAsync(service, policy)).Status, (await service.GetAsync("/readyz")).Status));
        Assert.False(store.Failure.IsCompleted);
        await service.DisposeAsync();
        await store.DisposeAsync();
        Assert.Empty(StoreInspection.Run(killed).Problems);
    }

    [Fact]
    public async Task What_was_left_in_the_log_because_it_had_no_room_is_there_after_any_number_of_such_starts()
    {
        var disk = new SimulatedDisk(new DiskFaults());
        await using var first = Open(disk);
        await first.AppendedAsync(Drafted(Policy("p0"), 0, new string('x', 50_000)));
        for (var i = 1; i < 5; i++)
        {
            // There is space for small files but not for the log, as when other programs have used up the reserve.
            disk = disk.Restarted(seed: i, new DiskFaults { SaidFree = 40_000 });
            await using var next = Open(disk, reserveBytes: 0);
            await next.AppendedAsync(StoreChange.Of(Note(target: $"t{i}")));
            Assert.Equal(i + 1, (await next.JournalAsync()).Count);
            Assert.NotNull(await next.ReadContentAsync(Drafted(Policy("p0"), 0, new string('x', 50_000)).ContentSha256!, CancellationToken.None));
        }

        Assert.Empty(StoreInspection.Run(disk.Restarted(seed: 9, new DiskFaults())).Problems);
    }

    [Fact]
    public async Task More_old_months_than_are_kept_open_are_read_on_a_full_disk_and_none_is_lost()
    {
        var faults = new DiskFaults();
        var disk = new SimulatedDisk(faults);
        await using var store = Open(disk, openMonths: 2);
        for (var month = 0; month < 4; month++)
            await store.AppendDecisionsAsync([Decision($"d{month}", Noon.AddMonths(month))]);

        (faults.SaidFree, faults.FreeBytes) = (0, 0);
        for (var round = 0; round < 3; round++)
        {
            for (var month = 0; month < 4; month++)
                Assert.NotNull(await store.FindDecisionAsync($"d{month}", CancellationToken.None));
        }

        (faults.SaidFree, faults.FreeBytes) = (null, null);
        await store.AppendDecisionsAsync([Decision("again", Noon.AddMonths(3))]);
        await store.DisposeAsync();
        Assert.Empty(StoreInspection.Run(disk).Problems);
    }

    [Fact]
    public async Task A_backup_that_has_no_room_for_the_logs_is_refused_and_the_store_goes_on()
    {
        var faults = new DiskFaults();
        var disk = new SimulatedDisk(faults);
        var backups = new TempFolder();
        await using var store = Open(disk, reserveBytes: 0);
        await store.AppendedAsync(Drafted(Policy("p"), 0, new string('x', 50_000)));

        faults.SaidFree = 1_000;
        await Assert.ThrowsAsync<StoreFullException>(() => store.BackupAsync(backups.Path, CancellationToken.None));

        faults.SaidFree = null;
        Assert.Equal(1, (await store.BackupAsync(backups.Path, CancellationToken.None)).Head.Sequence);
        backups.Remove();
    }

    [Fact]
    public async Task A_first_start_without_room_for_its_documents_says_so_in_one_line()
    {
        await using var store = Open(new SimulatedDisk(new DiskFaults { SaidFree = 100 * 1024 * 1024 }));
        var service = new RunningService { Settings = ["--Store:Seed", "true"], Replace = s => s.AddSingleton<IPolicyStore>(store).AddSingleton(store.Work) };

        var failure = await Assert.ThrowsAsync<StoreFullException>(service.InitializeAsync);

        Assert.Equal(
            "the disk of the store has 100 MiB left, and 128 are kept back (`Store:ReserveMegabytes`), and this start has something to write, such as the first documents or keys; make room, and start it again.",
            StartFailures.Explain(failure));
        Directory.Delete(service.Folder, recursive: true);
    }

    [Fact]
    public void A_store_that_cannot_be_made_for_want_of_room_says_so()
    {
        var failure = Assert.Throws<StoreFailedException>(() => Open(new SimulatedDisk(new DiskFaults { FreeBytes = 1_000 })));

        Assert.Equal("the store cannot be opened: its disk is full; make room, and start the service again (no space left on device)", StartFailures.Explain(failure));
    }

    [SkippableFact]
    public void A_key_that_cannot_be_written_for_want_of_room_is_told_in_one_line()
    {
        Skip.IfNot(File.Exists("/dev/full"), "there is no device here that is always full");

        var failure = Record.Exception(() => File.WriteAllText("/dev/full", "x"));

        Assert.EndsWith("; make room on that disk, and start it again.", StartFailures.Explain(failure!), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_a_key_is_there_as_a_whole_or_not_at_all()
    {
        var folder = new TempFolder();
        Directory.CreateDirectory(folder.Path);
        var path = Path.Combine(folder.Path, "some.key");
        File.WriteAllText(path + ".new", "half of a key that a full disk has left behind");

        OwnerOnly.WriteNew(path, "a key");

        Assert.Equal("a key", File.ReadAllText(path));
        Assert.ThrowsAny<IOException>(() => OwnerOnly.WriteNew(path, "another"));
        Assert.Equal("a key", File.ReadAllText(path));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        folder.Remove();
    }

    /// <summary>Kills a service while everything that it has written is still in the logs.</summary>
    private static async Task<(string Key, Answer Kept)> LeftBehindAsync(SimulatedDisk disk, string policy)
    {
        var store = Open(disk);
        var service = Running(store, string.Empty);
        await service.InitializeAsync();
        Assert.Equal(201, (await service.PostAsync("/v1/policies", Texts.PolicyText(policy))).Status);
        Assert.Equal(201, (await service.PostAsync($"/v1/policies/{policy}/versions/1/publish", "")).Status);
        var kept = await DecideAsync(service, policy);
        var (key, read) = (service.Key, await service.GetAsync(kept.Header("Location")!));
        await service.DisposeAsync();
        return (key, read with { Headers = kept.Headers });
    }

    private static RunningService Running(LiteDbPolicyStore store, string key) => new()
    {
        GivenKey = key,
        Replace = services => services.AddSingleton<IPolicyStore>(store).AddSingleton(store.Work),
    };

    private static LiteDbPolicyStore Open(SimulatedDisk disk, long reserveBytes = 128 * 1024 * 1024, int openMonths = 6) => LiteDbPolicyStore.Open(
        new LiteDbOptions { DataFolder = "on the simulated disk", ReserveBytes = reserveBytes, OpenDecisionFiles = openMonths }, TimeProvider.System, disk);

    private static Task<Answer> DecideAsync(RunningService service, string policy) => service.PostAsync($"/v1/policies/{policy}/decisions", Facts);
}

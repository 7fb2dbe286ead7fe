using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb;
using PolicyApi.Storage.LiteDb.Blocks;
using PolicyApi.Storage.LiteDb.Files;
using PolicyApi.Storage.Work;
using PolicyApi.Tests.Http;
using PolicyService.Faults.Disk;

namespace PolicyApi.Tests.Storage;

/// <summary>The service while it stops because its files have failed; it still listens, so that its responses can be tested.</summary>
public sealed class FailedFilesTests : IAsyncLifetime
{
    private const string Policy = "on-a-full-disk";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DiskFaults _faults = new();
    private readonly Action _damageFirstDecision;
    private readonly LiteDbPolicyStore _store;
    private readonly RunningService _service;

    public FailedFilesTests()
    {
        var disk = new SimulatedDisk(_faults);
        _store = LiteDbPolicyStore.Open(new LiteDbOptions { DataFolder = "on the simulated disk" }, TimeProvider.System, disk);
        _damageFirstDecision = () =>
        {
            using var file = disk.Open(disk.Names().Single(n => n.EndsWith(".blocks", StringComparison.Ordinal)));
            var slot = BlockHead.Read(file, 0)!.SlotsAt;
            file.Write(slot + 100, [1]);
        };
        _service = new RunningService
        {
            Replace = services => services.AddSingleton<IPolicyStore>(_store).AddSingleton<IWorkStore>(_store.Work),
        };
    }

    public Task InitializeAsync() => _service.InitializeAsync();

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task A_failed_write_is_refused_and_from_then_on_the_service_lives_is_not_ready_says_why_and_asks_to_end()
    {
        var ending = new TaskCompletionSource();
        using var registration = _service.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(ending.SetResult);
        Assert.Equal(201, (await _service.PostAsync("/v1/policies", Texts.PolicyText(Policy))).Status);
        Assert.Equal(201, (await _service.PostAsync($"/v1/policies/{Policy}/versions/1/publish", "")).Status);
        Assert.Equal(200, (await _service.GetAsync("/readyz")).Status);
        Assert.Equal(200, (await DecideAsync()).Status);

        _faults.FreeBytes = 0;
        var refused = await DecideAsync();
        var ready = await _service.GetAsync("/readyz");

        Assert.Equal((503, "store-unavailable"), (refused.Status, refused.Code));
        Assert.Equal((503, "not-ready", "5"), (ready.Status, ready.Code, ready.Header("Retry-After")));
        Assert.Contains("the store stopped after a failure of its files; check the disk and its free space", (string?)ready.Json["detail"], StringComparison.Ordinal);
        Assert.Contains("no space left on device", (string?)ready.Json["detail"], StringComparison.Ordinal);
        Assert.Equal(200, (await _service.GetAsync("/livez")).Status);
        await ending.Task.WaitAsync(Patience);

        _faults.FreeBytes = null;
        Assert.Equal((503, 503), ((await DecideAsync()).Status, (await _service.GetAsync("/readyz")).Status));
    }

    [Fact]
    public async Task A_damaged_decision_is_told_as_that_and_everything_else_is_served()
    {
        Assert.Equal(201, (await _service.PostAsync("/v1/policies", Texts.PolicyText(Policy))).Status);
        Assert.Equal(201, (await _service.PostAsync($"/v1/policies/{Policy}/versions/1/publish", "")).Status);
        var damaged = await DecideAsync();
        var kept = await DecideAsync();
        _damageFirstDecision();

        var told = await _service.GetAsync(damaged.Header("Location")!);

        Assert.Equal((500, "store-damaged"), (told.Status, told.Code));
        Assert.DoesNotContain("seal", (string?)told.Json["detail"], StringComparison.Ordinal);
        Assert.Equal(200, (await _service.GetAsync(kept.Header("Location")!)).Status);
        Assert.Equal((200, 200), ((await DecideAsync()).Status, (await _service.GetAsync("/readyz")).Status));
    }

    private Task<Answer> DecideAsync() => _service.PostAsync($"/v1/policies/{Policy}/decisions", """{"employee_id":"1","avg_training_score":70}""");
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb;
using PolicyApi.Storage.LiteDb.Files;
using PolicyApi.Storage.Work;
using PolicyApi.Tests.Http;
using PolicyService.Faults.Disk;

namespace PolicyApi.Tests.Storage;

/// <summary>
/// The service while its disk has less space than the reserve: it reads, refuses what needs space, reports it, and resumes when there is space.
/// </summary>
public sealed class FullReserveTests : IAsyncLifetime
{
    private const long MiB = 1024 * 1024;
    private const string Facts = """{"employee_id":"1","avg_training_score":70}""";

    private readonly string _policy = Texts.NewId();
    private readonly DiskFaults _faults = new();
    private readonly LiteDbPolicyStore _store;
    private readonly RunningService _service;

    public FullReserveTests()
    {
        _store = Open(new SimulatedDisk(_faults));
        _service = new RunningService
        {
            Replace = services => services.AddSingleton<IPolicyStore>(_store).AddSingleton<IWorkStore>(_store.Work),
        };
    }

    public async Task InitializeAsync()
    {
        await _service.InitializeAsync();
        Assert.Equal(201, (await _service.PostAsync("/v1/policies", Texts.PolicyText(_policy))).Status);
        Assert.Equal(201, (await _service.PostAsync($"/v1/policies/{_policy}/versions/1/publish", "")).Status);
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task What_takes_room_is_refused_what_is_stored_is_read_and_all_is_well_again_with_room()
    {
        var kept = await DecideAsync();

        _faults.SaidFree = 127 * MiB;
        var refused = await DecideAsync();
        var ready = await _service.GetAsync("/readyz");

        Assert.Equal((503, "store-full", "30"), (refused.Status, refused.Code, refused.Header("Retry-After")));
        Assert.Equal((503, "not-ready", "5"), (ready.Status, ready.Code, ready.Header("Retry-After")));
        Assert.Contains("the disk of the store has 127 MiB left, and 128 are kept back (`Store:ReserveMegabytes`)", (string?)ready.Json["detail"], StringComparison.Ordinal);
        Assert.Equal("store-full", (await _service.PostAsync("/v1/policies", Texts.PolicyText(Texts.NewId()))).Code);
        Assert.Equal("store-full", (await _service.PostAsync("/v1/schemes/kam-annual/jobs", Texts.Manager("km-001").ReplaceLineEndings(""), "application/x-ndjson")).Code);
        var read = await _service.GetAsync(kept.Header("Location")!);
        Assert.Equal((200, kept.Header("ETag")), (read.Status, read.Header("ETag")));
        Assert.Equal((200, 200), ((await _service.GetAsync("/v1/decisions")).Status, (await _service.GetAsync("/livez")).Status));

        _faults.SaidFree = 128 * MiB;
        Assert.Equal((200, 200), ((await DecideAsync()).Status, (await _service.GetAsync("/readyz")).Status));
        Assert.False(_service.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
        Assert.False(_store.Failure.IsCompleted);
    }

    [Fact]
    public async Task What_is_small_and_done_by_hand_is_written_in_any_case()
    {
        var id = (string)(await _service.IssueAsync(new() { ["name"] = "leaked", ["roles"] = new System.Text.Json.Nodes.JsonArray("evaluator") })).Json["key"]!["id"]!;

        _faults.SaidFree = 16 * MiB;

        Assert.Equal(200, (await _service.PostAsync($"/v1/keys/{id}/revoke", "")).Status);
        Assert.Equal(201, (await _service.PostAsync($"/v1/policies/{_policy}/versions/1/withdraw", """{"effectiveFrom":"2099-01-01","reason":"no room"}""")).Status);
    }

    [Fact]
    public async Task On_a_disk_with_nothing_left_nothing_at_all_is_written_and_the_service_lives()
    {
        var kept = await DecideAsync();

        (_faults.SaidFree, _faults.FreeBytes) = (0, 0);
        var withdrawn = await _service.PostAsync($"/v1/policies/{_policy}/versions/1/withdraw", """{"effectiveFrom":"2099-01-01","reason":"no room"}""");
        Assert.Equal((503, "store-full"), (withdrawn.Status, withdrawn.Code));
        await Assert.ThrowsAsync<StoreFullException>(() => _store.SweepRecordsAsync(CancellationToken.None));
        await Assert.ThrowsAsync<StoreFullException>(() => _store.Work.CancelJobAsync("job_0", CancellationToken.None));
        Assert.Equal(200, (await _service.GetAsync(kept.Header("Location")!)).Status);

        (_faults.SaidFree, _faults.FreeBytes) = (null, null);
        Assert.Equal(200, (await DecideAsync()).Status);
        Assert.False(_store.Failure.IsCompleted);
    }

    [Fact]
    public async Task A_store_that_is_closed_on_a_disk_with_nothing_left_is_closed_in_order_and_has_lost_nothing()
    {
        var faults = new DiskFaults();
        var disk = new SimulatedDisk(faults);
        var store = Open(disk);
        await store.AppendDecisionsAsync([StoreSamples.Decision("kept")]);

        (faults.SaidFree, faults.FreeBytes) = (0, 0);
        await store.DisposeAsync();

        (faults.SaidFree, faults.FreeBytes) = (null, null);
        await using var again = Open(disk);
        Assert.NotNull(await again.FindDecisionAsync("kept", CancellationToken.None));
    }

    [Fact]
    public async Task A_request_with_a_key_can_be_sent_again_when_there_is_room()
    {
        _faults.SaidFree = 0;
        var refused = await DecideAsync("a-key");
        _faults.SaidFree = null;
        var first = await DecideAsync("a-key");

        Assert.Equal((503, "store-full"), (refused.Status, refused.Code));
        Assert.Equal(200, first.Status);
        Assert.Equal(first.Body, (await DecideAsync("a-key")).Body);
    }

    [Fact]
    public async Task A_stream_is_refused_at_its_start_and_later_line_by_line_without_waiting()
    {
        _faults.SaidFree = 0;
        var whole = await _service.PostAsync($"/v1/policies/{_policy}/decisions", Facts + "\n" + Facts, "application/x-ndjson");
        Assert.Equal((503, "store-full"), (whole.Status, whole.Code));

        _faults.SaidFree = null;
        using var stream = await LineStream.OpenAsync(_service.Address, $"/v1/policies/{_policy}/decisions", _service.Key);
        Assert.Equal("met", (string?)(await stream.AskAsync(Facts))["outcome"]);
        _faults.SaidFree = 0;
        Assert.Equal("store-full", (string?)(await stream.AskAsync(Facts))["error"]!["code"]);
        _faults.SaidFree = null;
        Assert.Equal("met", (string?)(await stream.AskAsync(Facts))["outcome"]);
    }

    private static LiteDbPolicyStore Open(SimulatedDisk disk) =>
        LiteDbPolicyStore.Open(new LiteDbOptions { DataFolder = "on the simulated disk" }, TimeProvider.System, disk);

    private async Task<Answer> DecideAsync(string? key = null)
    {
        using var client = _service.ClientOf(_service.Key);
        if (key is not null)
            client.DefaultRequestHeaders.Add("Idempotency-Key", key);
        return await _service.PostAsync($"/v1/policies/{_policy}/decisions", Facts, client: client);
    }
}

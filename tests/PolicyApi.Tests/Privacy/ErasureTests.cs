using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PolicyApi.Audit.Verification;
using PolicyApi.Privacy;
using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb;
using PolicyApi.Storage.LiteDb.Files;
using PolicyApi.Tests.Access;
using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Privacy;

/// <summary>Erasing data about people, on request and after a retention period, without invalidating the proofs of the rest.</summary>
public sealed class ErasureTests : IAsyncLifetime
{
    private const string Name = "沈若溪";

    private readonly Clock _clock = new();
    private readonly RunningService _service;

    public ErasureTests() => _service = new RunningService
    {
        Replace = services => services.AddSingleton<TimeProvider>(_clock),
        Settings = ["--Retention:DecisionDays", "30", "--Retention:AppraisalDays", "60"],
    };

    public Task InitializeAsync() => _service.InitializeAsync();

    public Task DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task An_erased_person_is_gone_and_what_remains_says_so()
    {
        var stored = await AppraiseAsync("km-001");
        var other = await AppraiseAsync("km-002");
        var location = stored.Header("Location")!;
        var link = (string)(await _service.PostAsync($"{location}/report-links", "")).Json["url"]!;

        var erased = await EraseAsync("KM-001");

        Assert.Equal((200, 1, 0), (erased.Status, (int)erased.Json["appraisals"]!, (int)erased.Json["decisions"]!));
        foreach (var path in new[] { location, location + "/report", link })
            Assert.Equal((410, "erased"), (await _service.GetAsync(path)) is var gone ? (gone.Status, gone.Code) : default);
        var remains = (await _service.GetAsync(location)).Json["remains"]!;
        Assert.Equal(stored.Header("ETag"), $"\"{remains["sha256"]}\"");
        Assert.Equal((location.Split('/')[^1], "kam-annual", false), ((string?)remains["id"], (string?)remains["document"], (bool)remains["replayable"]!));
        Assert.Equal(200, (await _service.GetAsync(other.Header("Location")!)).Status);
        Assert.Empty((await _service.GetAsync("/v1/appraisals?subject=KM-001")).Json["items"]!.AsArray());
        Assert.Equal("KM-002", (string?)Assert.Single((await _service.GetAsync("/v1/appraisals")).Json["items"]!.AsArray())!["subject"]);
        Assert.DoesNotContain(Name, (await _service.GetAsync("/v1/schemes/kam-annual/appraisals?format=csv")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_erasure_is_noted_with_its_reason_without_naming_the_person()
    {
        await AppraiseAsync("km-001");
        await EraseAsync("KM-001");

        var lines = (await _service.GetAsync("/v1/audit?target=subjects/&order=oldest")).Json["items"]!.AsArray();

        Assert.Equal(["subject-erasure-requested", "bodies-erased", "subject-erased"], lines.Select(l => (string)l!["action"]!));
        Assert.All(lines, l => Assert.Equal(("key:tests", "asked for it", "subjects/" + Convert.ToHexStringLower(SHA256.HashData("KM-001"u8))), ((string)l!["actor"]!, (string)l["reason"]!, (string)l["target"]!)));
        Assert.DoesNotContain("KM-001", (await _service.GetAsync("/v1/audit")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erasing_again_erases_what_has_come_since()
    {
        await AppraiseAsync("km-001");
        await EraseAsync("KM-001");
        var nothing = await EraseAsync("KM-001");
        await AppraiseAsync("km-001");
        var again = await EraseAsync("KM-001");

        Assert.Equal((200, 0, 1), (nothing.Status, (int)nothing.Json["appraisals"]!, (int)again.Json["appraisals"]!));
    }

    [Fact]
    public async Task Two_who_erase_the_same_at_once_leave_notes_that_fit_what_is_gone()
    {
        for (var i = 0; i < 20; i++)
            await AppraiseAsync("km-001");
        _clock.Ahead = TimeSpan.FromDays(61);

        await Task.WhenAll(EraseAsync("KM-001"), _service.PostAsync("/v1/retention:purge", ""), EraseAsync("KM-001"));

        await _service.StopAsync();
        await using (var store = LiteDbPolicyStore.Open(new LiteDbOptions { DataFolder = _service.Folder }, TimeProvider.System))
            Assert.Empty((await StoreVerifier.RunAsync(store, [], CancellationToken.None)).Findings);
        await _service.InitializeAsync();
    }

    [Fact]
    public void A_note_that_another_was_quicker_takes_its_answers_out_of_the_first_note()
    {
        var noted = ErasedGroup.Of(["a", "b", "c"]).With(ErasedGroup.Without(["b"]));

        Assert.Equal(ErasedGroup.Of(["c", "a"]), noted);
        Assert.Equal(ErasedGroup.Empty, ErasedGroup.Of(["x"]).With(ErasedGroup.Without(["x"])));
        Assert.Equal(noted, ErasedGroup.Read(noted.ToDetails(DateTimeOffset.UnixEpoch), out _));
    }

    [Fact]
    public async Task A_manager_is_not_told_that_an_erased_answer_was_there()
    {
        var location = (await AppraiseAsync("km-001")).Header("Location")!;
        var command = new System.Text.Json.Nodes.JsonObject { ["name"] = "other", ["roles"] = new System.Text.Json.Nodes.JsonArray("own-report-reader"), ["manager"] = "KM-009" };
        using var own = _service.ClientOf((string)(await _service.IssueAsync(command)).Json["text"]!);
        await EraseAsync("KM-001");

        Assert.Equal(404, (await _service.SendAsync(HttpMethod.Get, location, client: own)).Status);
    }

    [Fact]
    public async Task After_erasing_and_purging_the_chain_is_whole_and_the_bytes_are_gone_from_the_files()
    {
        for (var i = 0; i < 3; i++)
            await AppraiseAsync("km-001");
        await AppraiseAsync("km-002");
        await EraseAsync("KM-001");
        _clock.Ahead = TimeSpan.FromDays(61);
        Assert.Equal(1, (int)(await _service.PostAsync("/v1/retention:purge", "")).Json["appraisals"]!);
        await _service.StopAsync();

        await using (var store = LiteDbPolicyStore.Open(new LiteDbOptions { DataFolder = _service.Folder }, TimeProvider.System))
        {
            var report = await StoreVerifier.RunAsync(store, [], CancellationToken.None);
            Assert.Empty(report.Findings);
            Assert.Equal(4, report.Decisions);
        }

        foreach (var file in Directory.EnumerateFiles(_service.Folder))
            Assert.True((await File.ReadAllBytesAsync(file)).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Name)) < 0, file);
        await _service.InitializeAsync();
    }

    [Fact]
    public async Task An_erasure_that_a_stop_interrupted_is_carried_out_at_the_next_start()
    {
        var location = (await AppraiseAsync("km-001")).Header("Location")!;
        await _service.StopAsync();
        await using (var store = LiteDbPolicyStore.Open(new LiteDbOptions { DataFolder = _service.Folder }, TimeProvider.System))
        {
            var wish = JsonSerializer.SerializeToUtf8Bytes(new ErasureWish("KM-001", "asked for it", "key:hr"), ErasureJson.Default.ErasureWish);
            await store.AppendAsync(new StoreChange { Records = [RecordWrite.Put(new RecordKey("erasures", Convert.ToHexStringLower(SHA256.HashData("KM-001"u8))), 0, wish)] }, CancellationToken.None);
        }

        await _service.InitializeAsync();

        await Patience.UntilAsync(async () => (await _service.GetAsync(location)).Status != 200, "the answer is gone");
        Assert.Equal(410, (await _service.GetAsync(location)).Status);
    }

    [Fact]
    public async Task Each_collection_is_purged_after_its_own_time_and_the_hashes_stay()
    {
        var appraisal = await AppraiseAsync("km-001");
        var decision = await _service.PostAsync("/v1/policies/yearly-review-promotion/decisions", """{"employee_id":"E-1","avg_training_score":75}""");

        _clock.Ahead = TimeSpan.FromDays(29);
        var early = await _service.PostAsync("/v1/retention:purge", "");
        _clock.Ahead = TimeSpan.FromDays(31);
        var first = await _service.PostAsync("/v1/retention:purge", "");
        var read = (Decision: await _service.GetAsync(decision.Header("Location")!), Appraisal: await _service.GetAsync(appraisal.Header("Location")!));
        _clock.Ahead = TimeSpan.FromDays(61);
        var second = await _service.PostAsync("/v1/retention:purge", "");

        Assert.Equal((0, 0), ((int)early.Json["decisions"]!, (int)early.Json["appraisals"]!));
        Assert.Equal((1, 0), ((int)first.Json["decisions"]!, (int)first.Json["appraisals"]!));
        Assert.Equal((410, 200), (read.Decision.Status, read.Appraisal.Status));
        Assert.Equal(decision.Header("ETag"), $"\"{read.Decision.Json["remains"]!["sha256"]}\"");
        Assert.Equal((0, 1), ((int)second.Json["decisions"]!, (int)second.Json["appraisals"]!));
    }

    [Theory]
    [InlineData("{}", "required ")]
    [InlineData("""{"subject":"KM-001"}""", "required ")]
    [InlineData("""{"subject":"KM-001","reason":" "}""", "out-of-range /reason")]
    [InlineData("""{"subject":"","reason":"x"}""", "out-of-range /subject")]
    [InlineData("""{"subject":["KM-001"],"reason":"x"}""", "out-of-range /subject")]
    [InlineData("""{"subject":"KM-001","reason":"x","force":true}""", "unknown-member /force")]
    [InlineData("[]", "wrong-type ")]
    public async Task An_erasure_without_a_person_or_a_reason_is_refused(string command, string error)
    {
        var location = (await AppraiseAsync("km-001")).Header("Location")!;

        var answer = await _service.PostAsync("/v1/subjects:erase", command);

        Assert.Equal((422, "command-invalid"), (answer.Status, answer.Code));
        Assert.Contains(error, answer.Json["errors"]!.AsArray().Select(e => $"{e!["code"]} {e["pointer"]}"));
        Assert.Equal(200, (await _service.GetAsync(location)).Status);
    }

    [Fact]
    public async Task Who_takes_many_peoples_data_away_leaves_a_line()
    {
        await AppraiseAsync("km-001");
        using var auditor = _service.ClientOf(await _service.NewKeyAsync("auditor", "auditor"));

        await _service.GetAsync("/v1/schemes/kam-annual/appraisals?format=csv");
        await _service.SendAsync(HttpMethod.Get, "/v1/schemes/kam-annual/appraisals?format=csv", client: auditor);

        var line = Assert.Single((await _service.GetAsync("/v1/audit?action=personal-data-exported")).Json["items"]!.AsArray())!;
        Assert.Equal(("key:tests", "schemes/kam-annual/appraisals", "csv", "1"), ((string)line["actor"]!, (string)line["target"]!, (string)line["details"]!["format"]!, (string)line["details"]!["count"]!));
    }

    private Task<Answer> EraseAsync(string subject) => _service.PostAsync("/v1/subjects:erase", $$"""{"subject":"{{subject}}","reason":"asked for it"}""");

    private async Task<Answer> AppraiseAsync(string manager)
    {
        var stored = await _service.PostAsync("/v1/schemes/kam-annual/appraisals", Texts.Manager(manager));
        Assert.Equal(200, stored.Status);
        return stored;
    }
}

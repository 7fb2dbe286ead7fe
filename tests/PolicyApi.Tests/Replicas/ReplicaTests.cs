using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PolicyApi.Access;
using PolicyApi.Access.Links;
using PolicyApi.Storage;
using PolicyApi.Storage.Postgres;
using PolicyApi.Storage.Postgres.Server;
using PolicyApi.Tests.Http;
using PolicyApi.Tests.Jobs;
using PolicyApi.Tests.Storage.Postgres;
using PolicyService.Faults.Jobs;
using PolicyService.Faults.Postgres;
using PolicyService.Faults.Replicas;
using Small = PolicyService.Faults.Kill.Documents;

namespace PolicyApi.Tests.Replicas;

/// <summary>Two replicas of the service on one database.</summary>
[Collection(OnPostgres.Name)]
public sealed class ReplicaTests(PostgresCluster cluster) : IAsyncLifetime
{
    private const string Appraisals = $"/v1/schemes/{LoadDocuments.Scheme}/appraisals";
    private RunningService? _one;
    private RunningService? _other;
    private string _connectionString = string.Empty;

    private RunningService One => _one!;

    private RunningService Other => _other!;

    public async Task InitializeAsync()
    {
        _connectionString = await cluster.Server.NewDatabaseAsync();
        string[] settings = ["--Store:Kind", "postgres", "--Store:ConnectionString", _connectionString, "--Store:Seed", "false"];
        _one = new RunningService { Settings = settings };
        await _one.InitializeAsync();
        foreach (var (section, id, text) in LoadDocuments.All)
        {
            Assert.Equal(201, (await _one.PostAsync($"/v1/{section}", text)).Status);
            Assert.Equal(201, (await PublishAsync(_one, section, id, 1)).Status);
        }

        _other = new RunningService { Settings = settings, GivenKey = _one.Key };
        await _other.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var service in new[] { _one, _other })
        {
            if (service is not null)
                await service.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task What_one_publishes_is_in_force_at_the_other_and_every_answer_says_by_which_revision()
    {
        var before = await RevisionAsync(Other);

        var published = await PublishNextAsync(One);

        await UntilAsync(async () => await WeightingAsync(Other) == published);
        Assert.True(await RevisionAsync(Other) > before);
        Assert.Equal(await RevisionAsync(One), await RevisionAsync(Other));
    }

    [SkippableFact]
    public async Task A_publication_arrives_also_when_its_message_is_lost()
    {
        // No message arrives while the listening connections are cut again and again.
        using var cutting = new CancellationTokenSource();
        var cut = Task.Run(() => CutListenersAsync(cutting.Token));
        var published = await PublishNextAsync(One);

        await UntilAsync(async () => await WeightingAsync(Other) == published);

        await cutting.CancelAsync();
        await cut;
    }

    [SkippableFact]
    public async Task Publications_at_two_replicas_at_once_are_all_checked_against_each_other()
    {
        var versions = new[] { await SaveNextAsync(One, 1), await SaveNextAsync(One, 2) };
        await UntilAsync(async () => (await Other.GetAsync("/v1/policies/load-weighting/versions/3")).Status == 200);

        var answers = await Task.WhenAll(PublishAsync(One, "policies", "load-weighting", versions[0]), PublishAsync(Other, "policies", "load-weighting", versions[1]));

        Assert.Contains(answers, a => a.Status == 201);
        Assert.All(answers, a => Assert.True(a.Status is 201 or 409 or 412, a.Body));
        var expected = 1 + answers.Count(a => a.Status == 201);
        await UntilAsync(async () => (await One.GetAsync("/v1/policies/load-weighting/publications")).Json["items"]!.AsArray().Count == expected);
        await UntilAsync(async () => await WeightingAsync(One) == await WeightingAsync(Other));
    }

    [SkippableFact]
    public async Task Versions_added_at_two_replicas_at_once_are_all_added()
    {
        // Each failed attempt means that the other replica has added a version; there are fewer of them than the catalogue's attempts.
        var saved = await Task.WhenAll(Enumerable.Range(1, 12).Select(mark => SaveNextAsync(mark % 2 == 0 ? One : Other, mark)));

        Assert.Equal(Enumerable.Range(2, 12), saved.Order());
    }

    [SkippableFact]
    public async Task A_document_made_at_two_replicas_at_once_is_made_once_and_there_already_for_the_other()
    {
        var id = Texts.NewId();
        var text = LoadDocuments.All[1].Text.Replace("load-weighting", id, StringComparison.Ordinal);

        var answers = await Task.WhenAll(One.PostAsync("/v1/policies", text), Other.PostAsync("/v1/policies", text));

        Assert.Equal([201, 409], answers.Select(a => a.Status).Order());
        Assert.Equal("already-exists", answers.Single(a => a.Status == 409).Code);
    }

    [SkippableFact]
    public async Task Two_replicas_never_publish_what_does_not_fit_together()
    {
        for (var round = 1; round <= 4; round++)
        {
            // A policy that reads a field, and a version of its model without the field: each fits the documents in force, but not both together.
            var (model, policy) = ($"race-{round}", $"racing-{round}");
            Assert.Equal(201, (await One.PostAsync("/v1/models", Small.Model(model))).Status);
            Assert.Equal(201, (await PublishAsync(One, "models", model, 1)).Status);
            Assert.Equal(201, (await One.PostAsync("/v1/policies", Small.Policy(policy, model))).Status);
            var without = Small.Model(model).Replace("avg_training_score", "another_score", StringComparison.Ordinal);
            Assert.Equal(201, (await One.PostAsync($"/v1/models/{model}/versions", without)).Status);
            await UntilAsync(async () => (await Other.GetAsync($"/v1/models/{model}/versions/2")).Status == 200);

            var answers = await Task.WhenAll(PublishAsync(One, "policies", policy, 1), PublishAsync(Other, "models", model, 2));

            Assert.True(answers.Count(a => a.Status == 201) == 1, string.Join('\n', answers.Select(a => $"{a.Status} {a.Body}")));
            Assert.All(answers, a => Assert.True(a.Status is 201 or 409 or 412 or 422, a.Body));
        }
    }

    [SkippableFact]
    public async Task A_key_made_at_one_opens_the_other_until_it_is_revoked()
    {
        var made = await One.IssueAsync(new JsonObject { ["name"] = "elsewhere", ["roles"] = new JsonArray("evaluator") });
        using var client = Other.ClientOf((string)made.Json["text"]!);
        await UntilAsync(async () => (await Other.SendAsync(HttpMethod.Get, "/v1/me", client: client)).Status == 200);

        Assert.Equal(200, (await One.PostAsync($"/v1/keys/{made.Json["key"]!["id"]}/revoke", "")).Status);

        await UntilAsync(async () => (await Other.SendAsync(HttpMethod.Get, "/v1/me", client: client)).Status == 401);
    }

    [SkippableFact]
    public async Task A_job_made_at_one_is_worked_on_by_the_other_too_and_read_at_both()
    {
        await One.RestartAsync("--Jobs:Workers", "0");

        var path = (await One.PostAsync($"/v1/schemes/{LoadDocuments.Scheme}/jobs", string.Join('\n', Enumerable.Range(1, 30).Select(LoadDocuments.Facts)), "application/x-ndjson")).Header("Location")!;
        var job = await JobTests.EndedAsync(path, One);

        Assert.Equal(("done", 30L, 3L), ((string?)job["status"], (long)job["done"]!, (long)job["failed"]!));
        Assert.Equal((await One.GetAsync(path + "/result")).Body, (await Other.GetAsync(path + "/result")).Body);
    }

    [SkippableFact]
    public void A_report_link_made_at_one_opens_at_the_other()
    {
        var report = new LinkedReport("apr_1", "en", Sight.Full);

        var (text, _) = One.Services.GetRequiredService<ReportLinks>().Create(report);

        Assert.Equal(report, Other.Services.GetRequiredService<ReportLinks>().Read(text));
    }

    [SkippableFact]
    public async Task Replicas_that_start_together_on_an_empty_database_seed_it_once()
    {
        var empty = await cluster.Server.NewDatabaseAsync();
        RunningService[] starting =
        [
            .. Enumerable.Range(0, 2).Select(_ => new RunningService
            {
                GivenKey = "none", Settings = ["--Store:Kind", "postgres", "--Store:ConnectionString", empty],
            }),
        ];

        await Task.WhenAll(starting.Select(s => s.InitializeAsync()));

        await using var store = await PostgresPolicyStore.OpenAsync(new PostgresOptions { ConnectionString = empty }, TimeProvider.System, CancellationToken.None);
        var published = (await store.ReadJournalAsync(0, 1_000, CancellationToken.None)).OfType<DocumentEntry>().Where(e => e.Action == JournalAction.Published).ToList();
        Assert.NotEmpty(published);
        Assert.Equal(published.Count, published.Select(e => e.Key).Distinct().Count());
        await Task.WhenAll(starting.Select(s => s.DisposeAsync()));
    }

    [SkippableFact]
    public Task An_erased_person_is_gone_from_the_result_of_a_job() => JobErasure.DoneAsync(Other);

    [SkippableFact]
    public Task An_erased_person_is_not_brought_back_by_jobs_at_work_on_any_replica() => JobErasure.RunningAsync(One);

    [SkippableFact]
    public async Task While_the_database_is_away_requests_are_refused_and_readiness_says_why()
    {
        Skip.IfNot(PostgresBinaries.Absent is null, PostgresBinaries.Absent);
        await using var server = await TemporaryCluster.StartAsync(outlivesPower: false);
        var service = new RunningService
        {
            Settings = ["--Store:Kind", "postgres", "--Store:ConnectionString", await server.NewDatabaseAsync() + TemporaryCluster.Unhurried, "--Store:Seed", "false", "--Store:PatienceSeconds", "1"],
        };
        await service.InitializeAsync();

        await server.StopAtOnceAsync();
        var refused = await service.PostAsync("/v1/models", LoadDocuments.All[0].Text);
        var ready = await service.GetAsync("/readyz");
        var live = await service.GetAsync("/livez");
        await server.StartServerAsync();

        Assert.Equal((503, "store-unavailable", "5"), (refused.Status, refused.Code, refused.Header("Retry-After")));
        Assert.Equal((503, "not-ready"), (ready.Status, ready.Code));
        Assert.Contains("cannot be reached", (string)ready.Json["detail"]!, StringComparison.Ordinal);
        Assert.Equal(200, live.Status);
        await UntilAsync(async () => (await service.GetAsync("/readyz")).Status == 200);
        Assert.Contains((await service.PostAsync("/v1/models", LoadDocuments.All[0].Text)).Status, new[] { 201, 409 });
        await service.DisposeAsync();
    }

    [SkippableFact]
    public async Task Nothing_acknowledged_is_lost_when_the_server_crashes_and_a_replica_is_killed()
    {
        Skip.IfNot(PostgresBinaries.Absent is null, PostgresBinaries.Absent);

        Assert.Empty(await ReplicaFaultRun.RunAsync(1, outlivesPower: false, TextWriter.Null));
    }

    [SkippableFact]
    public async Task A_job_gives_every_line_one_result_when_the_server_crashes_and_a_replica_is_killed()
    {
        Skip.IfNot(PostgresBinaries.Absent is null, PostgresBinaries.Absent);

        Assert.Empty(await JobFaultRun.RunAsync(5_000, outlivesPower: false, TextWriter.Null));
    }

    private static Task UntilAsync(Func<Task<bool>> holds, [CallerArgumentExpression(nameof(holds))] string what = "") => Patience.UntilAsync(holds, what);

    private static async Task<int> WeightingAsync(RunningService service) =>
        (int)(await service.PostAsync(Appraisals, LoadDocuments.Facts(1))).Json["policies"]![0]!["version"]!;

    private static async Task<long> RevisionAsync(RunningService service) =>
        (long)(await service.PostAsync(Appraisals, LoadDocuments.Facts(1))).Json["revision"]!;

    private static async Task<int> SaveNextAsync(RunningService service, int mark)
    {
        var text = LoadDocuments.All[1].Text.Replace("\"from\": 90", $"\"from\": {80 + mark}", StringComparison.Ordinal);
        return (int)(await service.PostAsync("/v1/policies/load-weighting/versions", text)).Json["version"]!;
    }

    private static Task<Answer> PublishAsync(RunningService service, string section, string id, int version) =>
        service.PostAsync($"/v1/{section}/{id}/versions/{version}/publish", """{"effectiveFrom":"2020-01-01"}""");

    private static async Task<int> PublishNextAsync(RunningService service)
    {
        var version = await SaveNextAsync(service, 3);
        Assert.Equal(201, (await PublishAsync(service, "policies", "load-weighting", version)).Status);
        return version;
    }

    private async Task CutListenersAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            await TemporaryCluster.ExecuteAsync(
                _connectionString, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'");
            await Task.Delay(20, CancellationToken.None);
        }
    }
}

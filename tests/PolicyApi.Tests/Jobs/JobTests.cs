using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PolicyApi.Tests.Http;
using PolicyService.Faults.Jobs;

namespace PolicyApi.Tests.Jobs;

/// <summary>Jobs over HTTP, on the embedded store.</summary>
public sealed class JobTests : IAsyncLifetime
{
    private const string Ndjson = "application/x-ndjson";
    private const string Jobs = $"/v1/schemes/{LoadDocuments.Scheme}/jobs";
    private readonly RunningService _service = new()
    {
        Settings = ["--Store:Seed", "false", "--Jobs:Lines", "2000", "--Jobs:Unfinished", "3", "--Jobs:BodyBytes", "1000000"],
    };

    public async Task InitializeAsync()
    {
        await _service.InitializeAsync();
        foreach (var (section, id, text) in LoadDocuments.All)
            await SaveAndPublishAsync(section, id, text, 1);
    }

    public Task DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_job_answers_every_line_once_in_order_and_records_the_answers()
    {
        var accepted = await _service.PostAsync(Jobs, Lines(1_203), Ndjson);
        Assert.Equal(202, accepted.Status);
        var path = accepted.Header("Location")!;

        var job = await EndedAsync(path);
        var result = (await _service.GetAsync(path + "/result")).Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToList();

        Assert.Equal(("done", 1_203L, 1_203L, 120L), ((string?)job["status"], (long)job["lines"]!, (long)job["done"]!, (long)job["failed"]!));
        Assert.Equal(1_203, result.Count);
        for (var line = 1; line <= result.Count; line++)
        {
            if (line % 10 == 0)
                Assert.Equal((line, "facts-invalid"), ((int)result[line - 1]["line"]!, (string?)result[line - 1]["error"]!["code"]));
            else
                Assert.Equal($"S-{line}", (string?)result[line - 1]["subject"]!["id"]);
        }

        var stored = await _service.GetAsync($"/v1/appraisals/{result[0]["id"]}");
        Assert.Equal((string?)job["createdAt"], (string?)stored.Json["decidedAt"]);
        Assert.Equal(LoadDocuments.Facts(1), stored.Json["facts"]!.ToJsonString());
        Assert.Equal(path, $"/v1/jobs/{(await _service.GetAsync("/v1/jobs")).Json["items"]![0]!["id"]}");
    }

    [Fact]
    public async Task A_job_answers_as_a_single_request_does()
    {
        var single = (await _service.PostAsync($"/v1/schemes/{LoadDocuments.Scheme}/appraisals", LoadDocuments.Facts(7))).Json;

        var path = (await _service.PostAsync(Jobs, LoadDocuments.Facts(7), Ndjson)).Header("Location")!;
        await EndedAsync(path);
        var bulk = JsonNode.Parse((await _service.GetAsync(path + "/result")).Body)!;

        foreach (var own in new[] { "id", "decidedAt" })
        {
            single.AsObject().Remove(own);
            bulk.AsObject().Remove(own);
        }

        Assert.Equal(single.ToJsonString(), bulk.ToJsonString());
    }

    [Fact]
    public async Task Whoever_has_a_stored_appraisal_can_be_appraised_again_by_the_newest_facts()
    {
        var appraisals = $"/v1/schemes/{LoadDocuments.Scheme}/appraisals";
        await _service.PostAsync(appraisals, LoadDocuments.Facts(1));
        await _service.PostAsync(appraisals, LoadDocuments.Facts(2));
        await _service.PostAsync(appraisals, LoadDocuments.Facts(1).Replace("\"actual\":1,", "\"actual\":99,", StringComparison.Ordinal));

        var path = (await _service.PostAsync(Jobs, "{}")).Header("Location")!;
        var job = await EndedAsync(path);
        var nobody = await _service.PostAsync(Jobs, """{"decidedTo":"2020-01-01T00:00:00Z"}""");
        var unreadable = await _service.PostAsync(Jobs, """{"decidedTo":"soon","who":1}""");

        Assert.Equal((2L, 0L), ((long)job["lines"]!, (long)job["failed"]!));
        var first = (await _service.GetAsync(path + "/result")).Body.Split('\n')[0];
        var record = (await _service.GetAsync($"/v1/appraisals/{JsonNode.Parse(first)!["id"]}")).Json;
        Assert.Equal(("S-1", 99), ((string?)record["subject"]!["id"], (int)record["facts"]!["months"]![0]!["actual"]!));
        Assert.Equal((409, "no-subjects"), (nobody.Status, nobody.Code));
        Assert.Equal((422, 2), (unreadable.Status, unreadable.Json["errors"]!.AsArray().Count));
    }

    [Fact]
    public async Task What_is_published_after_a_job_was_made_does_not_get_into_it()
    {
        await WithoutWorkersAsync();
        var path = (await _service.PostAsync(Jobs, Lines(3), Ndjson)).Header("Location")!;
        var stricter = LoadDocuments.All[1].Text.Replace("\"grade\": \"A\", \"from\": 90", "\"grade\": \"Z\", \"from\": 10", StringComparison.Ordinal);
        Assert.Equal(201, (await _service.PostAsync("/v1/policies/load-weighting/versions", stricter)).Status);
        Assert.Equal(201, (await _service.PostAsync("/v1/policies/load-weighting/versions/2/publish", """{"effectiveFrom":"2020-01-01"}""")).Status);
        var now = (await _service.PostAsync($"/v1/schemes/{LoadDocuments.Scheme}/appraisals", LoadDocuments.Facts(1))).Json;

        await _service.RestartAsync();
        await EndedAsync(path);
        var first = JsonNode.Parse((await _service.GetAsync(path + "/result")).Body.Split('\n')[0])!;

        Assert.Equal([1, 2], new[] { Version(first), Version(now) });

        static int Version(JsonNode appraisal) => (int)appraisal["policies"]![0]!["version"]!;
    }

    [Fact]
    public async Task A_cancelled_job_ends_and_gives_what_it_has()
    {
        await WithoutWorkersAsync();
        var path = (await _service.PostAsync(Jobs, Lines(3), Ndjson)).Header("Location")!;
        var early = await _service.GetAsync(path + "/result");

        var cancelled = await _service.PostAsync(path + "/cancel", "");
        var result = await _service.GetAsync(path + "/result");
        var removed = await _service.SendAsync(HttpMethod.Delete, path, ifMatch: "*");

        Assert.Equal((409, "job-not-ended"), (early.Status, early.Code));
        Assert.Equal((200, "cancelled"), (cancelled.Status, (string?)cancelled.Json["status"]));
        Assert.Equal((200, ""), (result.Status, result.Body));
        Assert.Equal((204, 404), (removed.Status, (await _service.GetAsync(path)).Status));
    }

    [Fact]
    public async Task A_job_goes_on_after_a_restart()
    {
        await WithoutWorkersAsync();
        var path = (await _service.PostAsync(Jobs, Lines(700), Ndjson)).Header("Location")!;

        await _service.RestartAsync();
        var job = await EndedAsync(path);

        Assert.Equal(("done", 700L), ((string?)job["status"], (long)job["done"]!));
    }

    [Fact]
    public async Task More_than_a_job_may_be_is_refused_and_nothing_stays()
    {
        var lines = await _service.PostAsync(Jobs, Lines(2_001), Ndjson);
        var bytes = await _service.PostAsync(Jobs, string.Join('\n', Enumerable.Repeat(new string(' ', 1_000), 1_100)), Ndjson);
        var nothing = await _service.PostAsync(Jobs, "\n\n", Ndjson);
        var noScheme = await _service.PostAsync("/v1/schemes/none/jobs", Lines(1), Ndjson);
        var media = await _service.PostAsync(Jobs, "a,b", "text/csv");

        Assert.Equal((413, "too-many-lines"), (lines.Status, lines.Code));
        Assert.Equal((413, "body-too-large"), (bytes.Status, bytes.Code));
        Assert.Equal((400, "empty-body"), (nothing.Status, nothing.Code));
        Assert.Equal((404, "not-found"), (noScheme.Status, noScheme.Code));
        Assert.Equal((415, "unsupported-media-type"), (media.Status, media.Code));
        Assert.Empty((await _service.GetAsync("/v1/jobs")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task As_many_jobs_as_may_be_unfinished_are_taken_and_no_more()
    {
        await WithoutWorkersAsync();
        for (var i = 0; i < 3; i++)
            Assert.Equal(202, (await _service.PostAsync(Jobs, Lines(1), Ndjson)).Status);

        var refusal = await _service.PostAsync(Jobs, Lines(1), Ndjson);

        Assert.Equal((503, "too-many-jobs", "30"), (refusal.Status, refusal.Code, refusal.Header("Retry-After")));
    }

    [Fact]
    public async Task Jobs_made_within_a_millisecond_are_listed_newest_first()
    {
        var service = new RunningService { Settings = ["--Jobs:Workers", "0"], Replace = services => services.AddSingleton<TimeProvider>(new CreepingTime()) };
        await service.InitializeAsync();
        var made = new List<string>();
        for (var i = 0; i < 6; i++)
            made.Insert(0, (string)(await service.PostAsync("/v1/schemes/kam-annual/jobs", """{"id":"E-1"}""", Ndjson)).Json["id"]!);

        var listed = (await service.GetAsync("/v1/jobs")).Json["items"]!.AsArray().Select(j => (string)j!["id"]!);

        await service.DisposeAsync();
        Assert.Equal(made, listed);
    }

    [Fact]
    public async Task A_line_over_the_limit_is_refused_in_its_place()
    {
        var long_ = $$"""{"id":"{{new string('x', 300_000)}}"}""";

        var path = (await _service.PostAsync(Jobs, $"{LoadDocuments.Facts(1)}\n{long_}\n{LoadDocuments.Facts(3)}", Ndjson)).Header("Location")!;
        await EndedAsync(path);
        var result = (await _service.GetAsync(path + "/result")).Body.Split('\n');

        Assert.Equal((2, "body-too-large"), ((int)JsonNode.Parse(result[1])!["line"]!, (string?)JsonNode.Parse(result[1])!["error"]!["code"]));
        Assert.Equal("S-3", (string?)JsonNode.Parse(result[2])!["subject"]!["id"]);
    }

    [Fact]
    public Task An_erased_person_is_gone_from_the_result_of_a_job() => JobErasure.DoneAsync(_service);

    [Fact]
    public async Task An_erased_person_is_not_appraised_by_a_job_that_waits()
    {
        await WithoutWorkersAsync();
        await JobErasure.WaitingAsync(_service, _service.RestartAsync);
    }

    [Fact]
    public Task An_erased_person_is_not_brought_back_by_a_job_at_work() => JobErasure.RunningAsync(_service);

    [Fact]
    public async Task A_job_whose_lines_are_still_arriving_is_cancelled_when_somebody_is_erased()
    {
        var lines = new System.IO.Pipelines.Pipe();
        using var content = new StreamContent(lines.Reader.AsStream()) { Headers = { ContentType = new(Ndjson) } };
        var posting = _service.Client.PostAsync(new Uri(Jobs, UriKind.Relative), content);
        await lines.Writer.WriteAsync(Encoding.UTF8.GetBytes(Lines(1_500) + "\n"));
        await Patience.UntilAsync(async () => (await _service.GetAsync("/v1/jobs")).Json["items"]!.AsArray().Count > 0, "the job is there");

        await _service.PostAsync("/v1/subjects:erase", """{"subject":"S-2","reason":"asked for it"}""");
        await lines.Writer.CompleteAsync();
        using var refused = await posting;

        Assert.Equal((409, "job-cancelled"), ((int)refused.StatusCode, (string?)JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["code"]));
        Assert.Empty((await _service.GetAsync("/v1/jobs")).Json["items"]!.AsArray());
        Assert.Empty((await _service.GetAsync("/v1/appraisals")).Json["items"]!.AsArray());
        Assert.Equal("service", (string?)Assert.Single((await _service.GetAsync("/v1/audit?action=job-cancelled")).Json["items"]!.AsArray())!["actor"]);
    }

    [Fact]
    public async Task The_bytes_of_an_erased_line_are_gone_from_the_files()
    {
        await WithoutWorkersAsync();
        await _service.PostAsync(Jobs, """{"id":"S-2","months":[],"note":"neverland"}""" + "\n" + LoadDocuments.Facts(1), Ndjson);
        await _service.PostAsync("/v1/subjects:erase", """{"subject":"S-2","reason":"asked for it"}""");
        await _service.StopAsync();

        foreach (var file in Directory.EnumerateFiles(_service.Folder))
            Assert.True((await File.ReadAllBytesAsync(file)).AsSpan().IndexOf("neverland"u8) < 0, file);
        await _service.InitializeAsync();
    }

    [Fact]
    public async Task Who_makes_reads_cancels_and_removes_jobs_leaves_lines_in_the_audit_log()
    {
        var done = (await _service.PostAsync(Jobs, Lines(2), Ndjson)).Header("Location")!;
        await EndedAsync(done);
        await _service.GetAsync(done + "/result");
        await _service.SendAsync(HttpMethod.Delete, done, ifMatch: "*");
        await WithoutWorkersAsync();
        var waiting = (await _service.PostAsync(Jobs, Lines(3), Ndjson)).Header("Location")!;
        await _service.PostAsync(waiting + "/cancel", "");
        await _service.PostAsync(waiting + "/cancel", "");

        Assert.Equal(["job-started 2", "personal-data-exported 2", "job-deleted 2"], await NotesAsync(done));
        Assert.Equal(["job-started 3", "job-cancelled 3"], await NotesAsync(waiting));
    }

    internal static async Task<JsonNode> EndedAsync(string path, RunningService service)
    {
        JsonNode job = new JsonObject();
        await Patience.UntilAsync(async () => (job = (await service.GetAsync(path)).Json)["endedAt"] is not null, "the job has ended");
        return job;
    }

    private static string Lines(int count) => string.Join('\n', Enumerable.Range(1, count).Select(LoadDocuments.Facts));

    private async Task<IEnumerable<string>> NotesAsync(string job)
    {
        var notes = (await _service.GetAsync($"/v1/audit?order=oldest&target={job["/v1/".Length..]}")).Json["items"]!.AsArray();
        Assert.All(notes, n => Assert.Equal(("key:tests", "127.0.0.1"), ((string?)n!["actor"], (string?)n["origin"])));
        return notes.Select(n => $"{n!["action"]} {n["details"]!["lines"] ?? n["details"]!["count"]}");
    }

    private Task<JsonNode> EndedAsync(string path) => EndedAsync(path, _service);

    private async Task SaveAndPublishAsync(string section, string id, string text, int version)
    {
        Assert.Equal(201, (await _service.PostAsync($"/v1/{section}", text)).Status);
        Assert.Equal(201, (await _service.PostAsync($"/v1/{section}/{id}/versions/{version}/publish", """{"effectiveFrom":"2020-01-01"}""")).Status);
    }

    /// <summary>Restarts the service without workers, so that no job proceeds until the next restart.</summary>
    private Task WithoutWorkersAsync() => _service.RestartAsync("--Jobs:Workers", "0");
}

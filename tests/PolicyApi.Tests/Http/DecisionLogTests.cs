using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb;
using PolicyApi.Tests.Storage;

namespace PolicyApi.Tests.Http;

/// <summary>How answers are stored, depending on the settings.</summary>
public sealed class DecisionLogTests : IAsyncLifetime
{
    private const string Facts = """{"employee_id":"E-1","avg_training_score":70}""";

    private RunningService _service = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Unless_set_an_answer_is_stored_before_it_is_sent_and_needs_no_word_about_it()
    {
        await OpenAsync();

        var answer = await DecideAsync();

        Assert.Null(answer.Header("Decision-Log"));
        Assert.Equal(200, (await _service.GetAsync(answer.Header("Location")!)).Status);
    }

    [Fact]
    public async Task A_best_effort_answer_says_so_and_is_stored_soon()
    {
        await OpenAsync("--DecisionLog:Decisions", "BestEffort");

        var answer = await DecideAsync();
        await _service.RestartAsync();

        Assert.Equal("bestEffort", answer.Header("Decision-Log"));
        Assert.Equal(200, (await _service.GetAsync(answer.Header("Location")!)).Status);
    }

    [Fact]
    public async Task An_answer_that_is_not_stored_says_so_and_names_no_place()
    {
        await OpenAsync("--DecisionLog:Decisions", "off");

        var answer = await DecideAsync();

        Assert.Equal((200, "off", null), (answer.Status, answer.Header("Decision-Log"), answer.Header("Location")));
        Assert.Equal(404, (await _service.GetAsync($"/v1/decisions/{answer.Json["id"]}")).Status);
    }

    [Fact]
    public async Task Streams_have_a_setting_of_their_own()
    {
        await OpenAsync("--DecisionLog:Batches", "Off");

        var stream = await _service.PostAsync($"/v1/policies/{Policy}/decisions", Facts + "\n" + Facts, "application/x-ndjson");
        var one = await DecideAsync();

        Assert.Equal("off", stream.Header("Decision-Log"));
        Assert.Equal(2, stream.Body.Trim().Split('\n').Length);
        Assert.Equal(200, (await _service.GetAsync(one.Header("Location")!)).Status);
    }

    [Theory]
    [InlineData("Durable")]
    [InlineData("BestEffort")]
    public async Task A_full_log_is_told_with_when_to_come_back_and_nothing_taken_is_lost(string mode)
    {
        await OpenAsync("--DecisionLog:Decisions", mode, "--DecisionLog:Waiting", "2");
        using var release = new ManualResetEventSlim();
        var holder = await HoldAsync(release);
        var first = DecideAsync();
        await StandingWriter.StandsAsync(Store);
        var asked = Enumerable.Range(0, 11).Select(_ => DecideAsync()).ToList();

        // Those that are refused are answered while the log stands still: all but the two that fit into the queue.
        var refusals = asked.ConvertAll(RefusedAsync);
        await Patience.UntilAsync(() => refusals.Count(r => r.IsCompletedSuccessfully) >= 9, "nine are refused");
        release.Set();
        await holder;
        var answers = await Task.WhenAll(asked.Prepend(first));

        Assert.All(answers.Where(a => a.Status != 200), a => Assert.Equal((503, "store-busy", "1"), (a.Status, a.Code, a.Header("Retry-After"))));
        var taken = answers.Where(a => a.Status == 200).ToList();
        Assert.Equal(3, taken.Count);
        foreach (var answer in taken)
            await FoundAsync(answer.Header("Location")!);
    }

    [Fact]
    public async Task Answers_that_wait_for_the_log_together_are_sent_and_stored_each_with_its_own_facts()
    {
        await OpenAsync();
        for (var wave = 0; wave < 2; wave++)
        {
            using var release = new ManualResetEventSlim();
            var holder = await HoldAsync(release);
            var facts = Enumerable.Range(0, 30).Select(i => LongFacts($"E-{wave}-{i}", 3 * i)).ToList();
            // The writer is busy with the first decision, so that all others wait together.
            var first = DecideAsync();
            await StandingWriter.StandsAsync(Store);
            var asked = facts.ConvertAll(f => _service.PostAsync($"/v1/policies/{Policy}/decisions", f));
            await Patience.UntilAsync(() => Store.DecisionQueue.Waiting == facts.Count, "all others wait");
            release.Set();
            await holder;
            Assert.Equal(200, (await first).Status);
            var answers = await Task.WhenAll(asked);

            // Checked only now, after the buffers in which they were built have been reused.
            foreach (var (answer, posted) in answers.Zip(facts))
            {
                var stored = await _service.GetAsync(answer.Header("Location")!);
                Assert.Equal($"{answer.Body[..^1]},\"facts\":{posted.Replace(" ", "", StringComparison.Ordinal)}}}", stored.Body);
                Assert.Equal(answer.Header("ETag"), stored.Header("ETag"));
            }
        }
    }

    [Fact]
    public async Task A_stream_that_meets_a_full_log_at_once_is_refused_as_a_whole()
    {
        await OpenAsync("--DecisionLog:Waiting", "2");
        using var release = new ManualResetEventSlim();
        var holder = await HoldAsync(release);
        var waiting = await FillAsync();

        var refused = await _service.PostAsync($"/v1/policies/{Policy}/decisions", Facts + "\n" + Facts, "application/x-ndjson");

        Assert.Equal((503, "store-busy", "1"), (refused.Status, refused.Code, refused.Header("Retry-After")));
        release.Set();
        await holder;
        await Task.WhenAll(waiting);
    }

    [Fact]
    public async Task A_stream_that_meets_a_full_log_later_is_told_which_lines_were_not_stored_and_goes_on()
    {
        await OpenAsync("--DecisionLog:Waiting", "2", "--DecisionLog:StreamPatienceSeconds", "0");
        using var stream = await LineStream.OpenAsync(_service.Address, $"/v1/policies/{Policy}/decisions", _service.Key);
        var first = await stream.AskAsync(Facts);
        JsonNode refused;
        using (var release = new ManualResetEventSlim())
        {
            var holder = await HoldAsync(release);
            var waiting = await FillAsync();
            refused = await stream.AskAsync(Facts);
            release.Set();
            await holder;
            await Task.WhenAll(waiting);
        }

        var third = await stream.AskAsync(Facts);

        Assert.Equal((2, "store-busy"), ((int)refused["line"]!, (string?)refused["error"]!["code"]));
        foreach (var stored in new[] { first, third })
            Assert.Equal(200, (await _service.GetAsync($"/v1/decisions/{stored["id"]}")).Status);
        Assert.NotEqual((string?)first["id"], (string?)third["id"]);
    }

    [Fact]
    public async Task A_stream_waits_for_a_log_that_is_full_for_a_while()
    {
        await OpenAsync("--DecisionLog:Waiting", "2", "--DecisionLog:StreamPatienceSeconds", "600");
        using var stream = await LineStream.OpenAsync(_service.Address, $"/v1/policies/{Policy}/decisions", _service.Key);
        await stream.AskAsync(Facts);
        using var release = new ManualResetEventSlim();
        var holder = await HoldAsync(release);
        var waiting = await FillAsync();

        var asked = stream.AskAsync(Facts);
        Assert.False(asked.IsCompleted);
        release.Set();
        await holder;
        await Task.WhenAll(waiting);

        Assert.Equal(200, (await _service.GetAsync($"/v1/decisions/{(await asked)["id"]}")).Status);
    }

    // Unknown members are listed in the answer, so this can make an answer of any length.
    private static string LongFacts(string subject, int unknown) =>
        $"{{ \"employee_id\": \"{subject}\", {string.Concat(Enumerable.Range(0, unknown).Select(i => $"\"{new string('u', 200)}{i}\": {i}, "))}\"avg_training_score\": 70 }}";

    // Nothing is written until it is released, or a test that failed has left it so: then the service has to be able to stop.
    private async Task<Task> HoldAsync(ManualResetEventSlim release)
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var holder = Task.Run(() => Store.Gate.RunAsync(
            () =>
            {
                held.SetResult();
                release.Wait(TimeSpan.FromMinutes(3));
                return 0;
            },
            CancellationToken.None));
        await held.Task;
        return holder;
    }

    // The writer stands still with the first, and two more fill its queue.
    private async Task<IReadOnlyList<Task>> FillAsync()
    {
        var first = Append("filler-0");
        await StandingWriter.StandsAsync(Store);
        Task[] taken = [first, Append("filler-1"), Append("filler-2")];
        Assert.All(taken, t => Assert.False(t.IsFaulted, "it was not taken"));
        return taken;
    }

    private Task Append(string id) => Store.AppendDecisionsAsync([StoreSamples.Decision(id)]);

    // By best effort it is there a little later.
    private Task FoundAsync(string location) => Patience.UntilAsync(async () => (await _service.GetAsync(location)).Status == 200, $"{location} is there");

    private LiteDbPolicyStore Store => (LiteDbPolicyStore)_service.Services.GetRequiredService<IPolicyStore>();

    private string Policy { get; } = Texts.NewId();

    private static async Task<Answer> RefusedAsync(Task<Answer> asked)
    {
        var answer = await asked;
        if (answer.Status == 200)
            await Task.Delay(Timeout.Infinite);
        return answer;
    }

    private async Task OpenAsync(params string[] settings)
    {
        _service = new RunningService { Settings = settings };
        await _service.InitializeAsync();
        Assert.Equal(201, (await _service.PostAsync("/v1/policies", Texts.PolicyText(Policy))).Status);
        Assert.Equal(201, (await _service.PostAsync($"/v1/policies/{Policy}/versions/1/publish", "")).Status);
    }

    private Task<Answer> DecideAsync() => _service.PostAsync($"/v1/policies/{Policy}/decisions", Facts);
}

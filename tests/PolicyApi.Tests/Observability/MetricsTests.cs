using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb;
using PolicyApi.Tests.Answers;
using PolicyApi.Tests.Http;
using PolicyApi.Tests.Storage;

namespace PolicyApi.Tests.Observability;

[Collection(OneService.Name)]
public sealed class MetricsTests(RunningService service) : IClassFixture<RunningService>
{
    private const string Decisions = "/v1/policies/yearly-review-promotion/decisions";

    [Fact]
    public async Task Answers_are_counted_by_policy_version_and_outcome()
    {
        await service.PostAsync(Decisions, SampleEmployee(0));
        await service.PostAsync(Decisions, "{}");

        await MetricAsync("policy_answers_total", "policy=\"yearly-review-promotion\"", "version=\"1\"", "outcome=\"met\"");
        await MetricAsync("policy_answers_total", "policy=\"yearly-review-promotion\"", "version=\"1\"", "outcome=\"refused\"");
        await MetricAsync("policy_answer_duration_seconds_count", "policy=\"yearly-review-promotion\"");
    }

    [Fact]
    public async Task Refused_expressions_are_counted_by_code()
    {
        await service.PostAsync("/v1/policies:validate", Texts.PolicyText(Texts.NewId(), "employee.nothing > 1"));

        await MetricAsync("policy_expressions_refused_total", "code=\"unknown-field\"");
    }

    [Fact]
    public async Task An_answer_that_lacks_facts_is_counted_as_undetermined()
    {
        await service.PostAsync(Decisions, "{\"employee_id\":\"E-1\"}");

        await MetricAsync("policy_answers_total", "policy=\"yearly-review-promotion\"", "outcome=\"undetermined\"");
    }

    [Fact]
    public async Task Compiling_publishing_and_the_decision_log_are_measured()
    {
        var id = Texts.NewId();
        await service.PostAsync("/v1/policies", Texts.PolicyText(id));
        Assert.Equal(201, (await service.PostAsync($"/v1/policies/{id}/versions/1/publish", "")).Status);

        await MetricAsync("policy_compile_duration_seconds_count");
        await MetricAsync("policy_translate_duration_seconds_count");
        await MetricAsync("policy_publish_lag_seconds_count");
        await MetricAsync("policy_decision_log_waiting");
        await MetricAsync("policy_decision_log_oldest_seconds");
    }

    [Fact]
    public async Task A_decision_log_that_stands_still_shows_how_much_waits_and_for_how_long()
    {
        using var release = new ManualResetEventSlim();
        using var held = new ManualResetEventSlim();
        var store = (LiteDbPolicyStore)service.Services.GetRequiredService<IPolicyStore>();
        var holder = Task.Run(() => store.Gate.RunAsync(() => { held.Set(); release.Wait(TimeSpan.FromMinutes(3)); return 0; }, CancellationToken.None));
        held.Wait();
        var first = service.PostAsync(Decisions, SampleEmployee(0));
        await StandingWriter.StandsAsync(store);
        var second = service.PostAsync(Decisions, SampleEmployee(1));

        await Patience.UntilAsync(() => store.DecisionQueue.Waiting > 0, "the second waits");
        await LineAsync(l => Value(l, "policy_decision_log_waiting") > 0);
        await LineAsync(l => Value(l, "policy_decision_log_oldest_seconds") > 0);
        release.Set();
        await holder;

        Assert.Equal((200, 200), ((await first).Status, (await second).Status));
        await Patience.UntilAsync(() => store.DecisionQueue == new PendingAppends(0, TimeSpan.Zero), "nothing waits any more");
        await LineAsync(l => Value(l, "policy_decision_log_waiting") == 0);
    }

    [Fact]
    public async Task A_monitor_reads_metrics_and_nothing_else()
    {
        using var monitor = service.ClientOf(await service.NewKeyAsync("the monitor", "monitor"));
        using var evaluator = service.ClientOf(await service.NewKeyAsync("an evaluator of metrics", "evaluator"));
        using var nobody = service.ClientOf(string.Empty);

        Assert.Equal(200, (await service.SendAsync(HttpMethod.Get, "/metrics", client: monitor)).Status);
        Assert.Equal(403, (await service.SendAsync(HttpMethod.Get, "/metrics", client: evaluator)).Status);
        Assert.Equal(401, (await service.SendAsync(HttpMethod.Get, "/metrics", client: nobody)).Status);
        foreach (var path in new[] { "/v1/policies", "/v1/keys", "/v1/decisions/dec_1", "/v1/appraisals/apr_1", "/v1/report-model" })
            Assert.Equal(403, (await service.SendAsync(HttpMethod.Get, path, client: monitor)).Status);
    }

    [Fact]
    public async Task Metrics_name_no_person()
    {
        await service.PostAsync(Decisions, SampleEmployee(0));

        var metrics = (await service.GetAsync("/metrics")).Body;

        Assert.DoesNotContain(SampleEmployeeId(0), metrics, StringComparison.Ordinal);
    }

    internal static string SampleEmployeeId(int line) => (string)JsonNode.Parse(SampleEmployee(line))!["employee_id"]!;

    internal static string SampleEmployee(int line) =>
        File.ReadAllLines(Repository.PathOf("samples", "yearly-review.ndjson"))[line];

    /// <summary>Waits for a line of that name with those tags: what is served may be a moment old.</summary>
    private Task MetricAsync(string name, params string[] tags) =>
        LineAsync(l => l.StartsWith(name, StringComparison.Ordinal) && l[name.Length..] is ['{' or ' ', ..] && tags.All(t => l.Contains(t, StringComparison.Ordinal)));

    /// <summary>Returns the value of a metric in a line; <see langword="null"/> if the line is about another metric.</summary>
    private static double? Value(string line, string name) =>
        line.StartsWith(name, StringComparison.Ordinal) && line[name.Length..] is ['{' or ' ', ..]
            ? double.Parse(line[Math.Max(name.Length, line.LastIndexOf('}') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture)
            : null;

    private async Task LineAsync(Func<string, bool> isIt)
    {
        var metrics = string.Empty;
        for (var tries = 0; tries < 600; tries++)
        {
            metrics = (await service.GetAsync("/metrics")).Body;
            if (metrics.Split('\n').Any(isIt))
                return;
            await Task.Delay(100);
        }

        Assert.Fail($"no such line in:\n{metrics}");
    }
}

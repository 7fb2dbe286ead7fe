using System.Text.Json.Nodes;
using PolicyApi.Tests.Access;
using PolicyApi.Tests.Answers;
using PolicyApi.Tests.Http;

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

        Assert.DoesNotContain((string)JsonNode.Parse(SampleEmployee(0))!["employee_id"]!, metrics, StringComparison.Ordinal);
    }

    internal static string SampleEmployee(int line) =>
        File.ReadAllLines(Repository.PathOf("samples", "yearly-review.ndjson"))[line];

    /// <summary>Waits for a line of that name with those tags: what is served may be a moment old.</summary>
    private async Task MetricAsync(string name, params string[] tags)
    {
        var metrics = string.Empty;
        for (var tries = 0; tries < 100; tries++)
        {
            metrics = (await service.GetAsync("/metrics")).Body;
            if (metrics.Split('\n').Any(l => l.StartsWith(name + "{", StringComparison.Ordinal) && tags.All(t => l.Contains(t, StringComparison.Ordinal))))
                return;
            await Task.Delay(100);
        }

        Assert.Fail($"no `{name}` with {string.Join(' ', tags)} in:\n{metrics}");
    }
}

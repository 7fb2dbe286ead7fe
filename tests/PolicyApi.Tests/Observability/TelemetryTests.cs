using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PolicyApi.Tests.Access;
using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Observability;

[Collection(OneService.Name)]
public sealed class TelemetryTests
{
    [Fact]
    public async Task Traces_and_metrics_are_sent_by_otlp_with_routes_in_the_place_of_paths()
    {
        await using var collector = await Collector.StartAsync();
        await TellAsync(collector, "http/protobuf");
        await ReceivedAsync(collector, "traces", "/v1/decisions/{id}");
        await ReceivedAsync(collector, "metrics", "policy.answers");

        Assert.Contains("/v1/decisions/{id}", collector.Received("traces"), StringComparison.Ordinal);
        Assert.DoesNotContain("omebody", collector.Received("traces"), StringComparison.Ordinal);
        Assert.Contains("policy.answers", collector.Received("metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Traces_and_metrics_are_sent_by_grpc_as_well()
    {
        await using var collector = await Collector.StartAsync(HttpProtocols.Http2);
        await TellAsync(collector, "grpc");
        await ReceivedAsync(collector, "trace", "/v1/decisions/{id}");
        await ReceivedAsync(collector, "metrics", "policy.answers");

        Assert.Contains("/v1/decisions/{id}", collector.Received("trace"), StringComparison.Ordinal);
        Assert.Contains("policy.answers", collector.Received("metrics"), StringComparison.Ordinal);
        Assert.All(["trace", "metrics"], signal => Assert.DoesNotContain("omebody", collector.Received(signal), StringComparison.Ordinal));
        Assert.All(["trace", "metrics"], signal => Assert.DoesNotContain(MetricsTests.SampleEmployeeId(0), collector.Received(signal), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_person_named_anywhere_in_a_request_is_named_in_no_trace_no_metric_and_no_log()
    {
        const string person = "Somebody-4711";
        using var log = new LogSink();
        await using var collector = await Collector.StartAsync();
        var service = new RunningService
        {
            Settings = ["--Observability:OtlpEndpoint", collector.Address, "--Observability:OtlpProtocol", "http/protobuf", "--Observability:TraceRatio", "1"],
            Replace = services => services.AddLogging(logging => logging.ClearProviders().AddProvider(log).AddFilter<LogSink>(null, LogLevel.Information).AddFilter<LogSink>("Microsoft", LogLevel.Warning)),
        };
        await service.InitializeAsync();
        using (var named = service.ClientOf(service.Key))
        using (var nobody = service.ClientOf(string.Empty))
        {
            foreach (var client in new[] { named, nobody })
            {
                client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", person);
                client.DefaultRequestHeaders.TryAddWithoutValidation("X-Requested-For", person);
                client.DefaultRequestHeaders.TryAddWithoutValidation("Idempotency-Key", person);
                await SendAsync(service, client, person);
            }
        }

        var metrics = (await service.GetAsync("/metrics")).Body;
        await service.DisposeAsync(); // Stopping sends what is left.
        await ReceivedAsync(collector, "traces", "/v1/policies/{id}/decisions");

        Assert.Contains("/v1/policies/{id}/decisions", collector.Received("traces"), StringComparison.Ordinal);
        Assert.Contains("refused (unauthenticated)", log.Text, StringComparison.Ordinal);
        Assert.All(
            new[] { metrics, collector.Received("traces"), collector.Received("metrics"), log.Text },
            text => Assert.DoesNotContain("omebody-4711", text, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("127.0.0.1", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_problem_bears_the_trace_of_its_caller()
    {
        const string trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        var service = new RunningService();
        await service.InitializeAsync();
        using var client = service.ClientOf(service.Key);
        client.DefaultRequestHeaders.Add("traceparent", $"00-{trace}-00f067aa0ba902b7-01");

        var answer = await service.SendAsync(HttpMethod.Get, "/v1/policies/none", client: client);

        await service.DisposeAsync();
        Assert.Equal((404, trace), (answer.Status, (string?)answer.Json["traceId"]));
    }

    [Fact]
    public async Task The_compiling_at_the_start_is_measured()
    {
        var service = new RunningService();
        await service.InitializeAsync();

        var metrics = (await service.GetAsync("/metrics")).Body;

        await service.DisposeAsync();
        Assert.Contains("policy_compile_duration_seconds_count", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_settings_there_is_no_endpoint_for_metrics_when_it_is_switched_off()
    {
        var service = new RunningService { Settings = ["--Observability:Prometheus", "false"] };
        await service.InitializeAsync();

        var answer = await service.GetAsync("/metrics");

        await service.DisposeAsync();
        Assert.Equal(404, answer.Status);
    }

    private static async Task SendAsync(RunningService service, HttpClient client, string person)
    {
        const string decisions = "/v1/policies/yearly-review-promotion/decisions";
        foreach (var body in new[] { $"{{\"employee_id\":\"{person}\"}}", $"{{\"employee_id\":\"{person}\",\"{person}\":1", $"\"{person}\"", $"{{\"employee_id\":[\"{person}\"]}}" })
        {
            await service.SendAsync(HttpMethod.Post, decisions, body, client: client);
            await service.SendAsync(HttpMethod.Post, decisions, body, "application/x-ndjson", client: client);
        }

        foreach (var path in new[] { $"/v1/decisions/{person}", $"/v1/{person}", $"/{person}?{person}={person}", $"/v1/decisions?subject={person}", $"{decisions}?asOf={person}", $"/v1/subjects/{person}" })
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post, HttpMethod.Delete })
                await service.SendAsync(method, path, client: client);
        }
    }

    // On a busy machine sending may take longer than stopping waits for it.
    private static Task ReceivedAsync(Collector collector, string signal, string text) =>
        Patience.UntilAsync(() => collector.Received(signal).Contains(text, StringComparison.Ordinal), $"{signal} with {text} arrive");

    /// <summary>Has a service tell a collector of a person it was asked about and of one it decided on.</summary>
    private static async Task TellAsync(Collector collector, string protocol)
    {
        var service = new RunningService { Settings = ["--Observability:OtlpEndpoint", collector.Address, "--Observability:OtlpProtocol", protocol, "--Observability:TraceRatio", "1"] };
        await service.InitializeAsync();
        await service.GetAsync("/v1/decisions/dec_of-somebody?as=Somebody");
        await service.PostAsync("/v1/policies/yearly-review-promotion/decisions", MetricsTests.SampleEmployee(0));
        await service.DisposeAsync(); // Stopping sends the remaining data.
    }
}

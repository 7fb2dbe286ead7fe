using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Observability;

[Collection(OneService.Name)]
public sealed class TelemetryTests
{
    [Fact]
    public async Task Traces_and_metrics_are_sent_by_otlp_with_routes_in_the_place_of_paths()
    {
        await using var collector = await Collector.StartAsync();
        var service = new RunningService
        {
            Settings = ["--Observability:OtlpEndpoint", collector.Address, "--Observability:OtlpProtocol", "http/protobuf", "--Observability:TraceRatio", "1"],
        };
        await service.InitializeAsync();
        await service.GetAsync("/v1/decisions/dec_of-somebody?as=Somebody");
        await service.PostAsync("/v1/policies/yearly-review-promotion/decisions", MetricsTests.SampleEmployee(0));
        await service.DisposeAsync(); // Stopping sends what is left.

        Assert.Contains("/v1/decisions/{id}", collector.Received("traces"), StringComparison.Ordinal);
        Assert.DoesNotContain("omebody", collector.Received("traces"), StringComparison.Ordinal);
        Assert.Contains("policy.answers", collector.Received("metrics"), StringComparison.Ordinal);
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
}

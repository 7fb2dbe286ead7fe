using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PolicyApi.Comparison;
using PolicyApi.Tests.Access;

namespace PolicyApi.Tests.Http;

/// <summary>What is logged about clients that disconnect, and about errors of the service itself.</summary>
public sealed class HangUpTests
{
    [Fact]
    public async Task A_client_that_hangs_up_in_its_body_is_no_error_of_the_service()
    {
        const int times = 10;
        using var log = new LogSink();
        var service = await OpenAsync(log);

        for (var time = 0; time < times; time++)
            await HangUpAsync(service);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (Lines(log).Count(l => l.EndsWith("\" stopped. ", StringComparison.Ordinal)) < times)
            await Task.Delay(20, patience.Token);

        await service.DisposeAsync();
        Assert.DoesNotContain(Lines(log), l => l.StartsWith("Error", StringComparison.Ordinal) || (l.StartsWith("Warning", StringComparison.Ordinal) && !IsOfTheWebServer(l)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_that_hangs_up_in_a_stream_that_is_answered_in_part_or_breaks_it_off_is_none_either(bool breaks)
    {
        using var log = new LogSink();
        var service = await OpenAsync(log);

        using var stream = await LineStream.OpenAsync(service.Address, "/v1/policies/yearly-review-promotion/decisions", service.Key);
        Assert.NotNull((await stream.AskAsync("""{"employee_id":"E-1","avg_training_score":75}"""))["outcome"]);
        if (breaks)
            await stream.BreakAsync();
        else
            stream.HangUp();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!Lines(log).Any(l => l.EndsWith("\" stopped. ", StringComparison.Ordinal)))
            await Task.Delay(20, patience.Token);

        await service.DisposeAsync();
        Assert.DoesNotContain(Lines(log), l => l.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_fault_of_the_service_is_logged_with_its_route()
    {
        using var log = new LogSink();
        var service = await OpenAsync(log, services => services.AddSingleton<CompareVersions>(_ => throw new InvalidOperationException("broken on purpose")));

        var answer = await service.GetAsync("/v1/policies/kam-promotion/versions/1/diff");

        await service.DisposeAsync();
        Assert.Equal((500, "internal-error"), (answer.Status, answer.Code));
        Assert.DoesNotContain("purpose", answer.Body, StringComparison.Ordinal);
        var line = Assert.Single(Lines(log), l => l.EndsWith($"trace id {answer.Json["traceId"]} System.InvalidOperationException: broken on purpose", StringComparison.Ordinal));
        Assert.StartsWith("Error GET /v1/policies/{id}/versions/{version", line, StringComparison.Ordinal);
    }

    // The web server sometimes reads at the instant at which the client disconnects, and then logs this warning itself.
    private static bool IsOfTheWebServer(string line) => line.StartsWith("Warning Connection processing ended abnormally.", StringComparison.Ordinal);

    private static string[] Lines(LogSink log) => log.Text.Split('\n');

    private static async Task<RunningService> OpenAsync(LogSink log, Action<IServiceCollection>? replace = null)
    {
        var service = new RunningService
        {
            Settings = ["--Governance:SinglePerson", "false", "--Logging:LogLevel:Default", "Warning", "--Logging:LogLevel:Microsoft.AspNetCore.Server.Kestrel.Connections", "Debug"],
            Replace = services =>
            {
                services.AddLogging(logging => logging.ClearProviders().AddProvider(log));
                replace?.Invoke(services);
            },
        };
        await service.InitializeAsync();
        return service;
    }

    /// <summary>Disconnects when the service has begun to read the body.</summary>
    private static async Task HangUpAsync(RunningService service)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var tcp = new TcpClient { LingerState = new LingerOption(true, 0) };
        await tcp.ConnectAsync(service.Address.Host, service.Address.Port, patience.Token);
        var stream = tcp.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST /v1/policies/kam-promotion/decisions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {service.Key}\r\n"
                + "Content-Type: application/json\r\nContent-Length: 1000\r\nExpect: 100-continue\r\n\r\n"),
            patience.Token);
        var answer = new byte[25];
        await stream.ReadExactlyAsync(answer, patience.Token);
        Assert.StartsWith("HTTP/1.1 100 Continue", Encoding.ASCII.GetString(answer), StringComparison.Ordinal);
        await stream.WriteAsync("{ \"managerId\": "u8.ToArray(), patience.Token);
    }
}

using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Platform.Hosting;

/// <summary>A service behind a proxy when it is asked to stop.</summary>
public sealed class DrainTests : IAsyncLifetime
{
    private readonly RunningService _service = new() { Settings = ["--Limits:DrainSeconds", "1"] };

    public Task InitializeAsync() => _service.InitializeAsync();

    public Task DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task It_goes_on_answering_with_each_answer_the_last_on_its_connection_and_says_that_it_is_not_ready()
    {
        using var before = await _service.Client.GetAsync("/v1/me");

        // Nothing waits for the stop here, so draining continues until the test ends.
        _service.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        using var after = await _service.Client.GetAsync("/v1/me");
        var ready = await _service.GetAsync("/readyz");

        Assert.Equal((HttpStatusCode.OK, (bool?)null), (before.StatusCode, before.Headers.ConnectionClose));
        Assert.Equal((HttpStatusCode.OK, (bool?)true), (after.StatusCode, after.Headers.ConnectionClose));
        Assert.Equal((503, "not-ready", "the service is stopping."), (ready.Status, ready.Code, (string?)ready.Json["detail"]));
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using PolicyApi.Storage;

namespace PolicyApi.Tests.Http;

/// <summary>More requests than the limits allow. How fast the service recovers is measured by <c>overload</c> in bench/PolicyService.Load.</summary>
public sealed class OverloadTests : IAsyncLifetime
{
    private const string Facts = """{"employee_id":"E-1","avg_training_score":70}""";

    private readonly RunningService _service = new() { Settings = ["--Limits:RequestsPerSecond", "1", "--Limits:RequestBurst", "100", "--DecisionLog:Waiting", "2"] };
    private readonly string _policy = Texts.NewId();

    public async Task InitializeAsync()
    {
        await _service.InitializeAsync();
        Assert.Equal(201, (await _service.PostAsync("/v1/policies", Texts.PolicyText(_policy))).Status);
        Assert.Equal(201, (await _service.PostAsync($"/v1/policies/{_policy}/versions/1/publish", "")).Status);
    }

    public Task DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Too_many_requests_are_each_answered_or_told_when_to_come_back_and_no_acknowledged_decision_is_lost()
    {
        var answers = new ConcurrentBag<Answer>();

        await Task.WhenAll(Enumerable.Range(0, 48).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
                answers.Add(await DecideAsync());
        })));

        Assert.All(answers, a => Assert.True(a.Status is 200 or 429 or 503, a.Body));
        Assert.All(answers.Where(a => a.Status != 200), a => Assert.InRange(int.Parse(a.Header("Retry-After")!, CultureInfo.InvariantCulture), 1, 60));
        Assert.Contains(answers, a => a.Status == 429);
        await RecoveredAsync();
        var store = _service.Services.GetRequiredService<IPolicyStore>();
        foreach (var answer in answers.Where(a => a.Status == 200))
            Assert.Equal(answer.Header("ETag")!.Trim('"'), (await store.FindDecisionAsync((string)answer.Json["id"]!, CancellationToken.None))?.Sha256);
    }

    private Task<Answer> DecideAsync() => _service.PostAsync($"/v1/policies/{_policy}/decisions", Facts);

    private Task RecoveredAsync() => Patience.UntilAsync(async () => (await DecideAsync()).Status == 200, "it answers again");
}

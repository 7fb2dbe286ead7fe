using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using PolicyApi.Access.Tokens;

namespace PolicyApi.Tests.Access;

/// <summary>How often an issuer is asked for its keys while there are none.</summary>
public sealed class IssuerKeysTests
{
    [Fact]
    public async Task Everybody_waits_for_one_attempt_and_nobody_asks_again_until_the_pause_is_over()
    {
        var (issuer, time) = (new SilentIssuer(), new StandingClock());
        var keys = new IssuerKeys(issuer, time);

        var waiting = Enumerable.Range(0, 50).Select(_ => keys.GetConfigurationAsync(CancellationToken.None)).ToArray();
        issuer.GiveUp();
        foreach (var one in waiting)
            await Assert.ThrowsAsync<IssuerUnreachableException>(() => one);
        await Assert.ThrowsAsync<IssuerUnreachableException>(() => keys.GetConfigurationAsync(CancellationToken.None));
        Assert.Equal(1, issuer.Asked);

        time.Now += IssuerKeys.Pause.Ticks;
        await Assert.ThrowsAsync<IssuerUnreachableException>(() => keys.GetConfigurationAsync(CancellationToken.None));
        Assert.Equal(2, issuer.Asked);
    }

    [Fact]
    public async Task A_request_that_is_cancelled_leaves_the_attempt_to_the_others()
    {
        var issuer = new SilentIssuer();
        var keys = new IssuerKeys(issuer, new StandingClock());
        using var cancelled = new CancellationTokenSource();
        var first = keys.GetConfigurationAsync(cancelled.Token);
        var second = keys.GetConfigurationAsync(CancellationToken.None);

        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        issuer.Answer();

        Assert.Equal("issuer", (await second).Issuer);
        Assert.Equal(1, issuer.Asked);
    }

    private sealed class StandingClock : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now;
    }

    private sealed class SilentIssuer : IConfigurationManager<OpenIdConnectConfiguration>
    {
        private readonly TaskCompletionSource<OpenIdConnectConfiguration> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _asked;

        public int Asked => _asked;

        public Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
        {
            Interlocked.Increment(ref _asked);
            return _answer.Task;
        }

        public void RequestRefresh()
        {
        }

        public void GiveUp() => _answer.SetException(new InvalidOperationException("nobody answers"));

        public void Answer() => _answer.SetResult(new OpenIdConnectConfiguration { Issuer = "issuer" });
    }
}

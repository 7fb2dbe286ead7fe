using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace PolicyApi.Access.Tokens;

/// <summary>
/// The issuer's signing keys. As long as none are known, all requests share one attempt to fetch them, and after a failed attempt nobody asks
/// for a while: otherwise every token would wait in line for a silent issuer. A key that the issuer has taken back is not used again.
/// </summary>
/// <param name="issuer">Fetches the keys, keeps them, and fetches them anew in the background.</param>
/// <param name="time">Measures the pause after a failure.</param>
internal sealed class IssuerKeys(IConfigurationManager<OpenIdConnectConfiguration> issuer, TimeProvider time) : IConfigurationManager<OpenIdConnectConfiguration>
{
    /// <summary>How long after a failed attempt tokens are refused without another one. Shorter than the <c>Retry-After</c> of the refusal.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private Task<OpenIdConnectConfiguration>? _attempt;
    private long _failedAt;
    private volatile bool _known;

    /// <inheritdoc />
    /// <exception cref="IssuerUnreachableException">No keys are known, and they cannot be fetched at the moment.</exception>
    public Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        if (_known)
            return issuer.GetConfigurationAsync(cancel);
        lock (_gate)
        {
            if (_attempt is null || (_attempt.IsFaulted && time.GetElapsedTime(_failedAt) >= Pause))
                _attempt = FetchAsync();
            return _attempt.WaitAsync(cancel);
        }
    }

    /// <inheritdoc />
    public void RequestRefresh() => issuer.RequestRefresh();

    private async Task<OpenIdConnectConfiguration> FetchAsync()
    {
        // Not within the lock of the request that happens to be the first, and not cancelled with it.
        await Task.Yield();
        try
        {
            var keys = await issuer.GetConfigurationAsync(CancellationToken.None);
            _known = true;
            return keys;
        }
        catch (InvalidOperationException e)
        {
            _failedAt = time.GetTimestamp();
            throw new IssuerUnreachableException(e);
        }
    }
}

/// <summary>The issuer's signing keys could not be fetched, so no token can be judged.</summary>
/// <param name="inner">What fetching them threw.</param>
internal sealed class IssuerUnreachableException(Exception inner) : Exception("the issuer cannot be reached", inner);

using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace PolicyApi.Access.Tokens;

/// <summary>
/// The signing keys of the issuer. Until keys are known, all requests share one attempt to fetch them, and after a failed attempt there is a pause
/// before the next one. Otherwise each token would wait for an issuer that does not respond. Earlier keys are not kept as a fallback: a key that
/// the issuer has withdrawn stops working with the next refresh.
/// </summary>
/// <param name="issuer">Fetches and caches the keys, and refreshes them in the background.</param>
/// <param name="time">Measures the pause after a failure.</param>
internal sealed class IssuerKeys(IConfigurationManager<OpenIdConnectConfiguration> issuer, TimeProvider time) : IConfigurationManager<OpenIdConnectConfiguration>
{
    /// <summary>How long after a failed attempt tokens are refused without a new attempt. Shorter than the <c>Retry-After</c> of the refusal.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private Task<OpenIdConnectConfiguration>? _attempt;
    private long _failedAt;
    private volatile bool _known;

    /// <inheritdoc />
    /// <exception cref="IssuerUnreachableException">No keys are known, and the last attempt to fetch them failed.</exception>
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
        // Leaves the lock of the first request before fetching; cancelling that request does not cancel the fetch, which others share.
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

/// <summary>The issuer's signing keys could not be fetched, so no token can be validated.</summary>
/// <param name="inner">The exception of the attempt to fetch them.</param>
internal sealed class IssuerUnreachableException(Exception inner) : Exception("the issuer cannot be reached", inner);

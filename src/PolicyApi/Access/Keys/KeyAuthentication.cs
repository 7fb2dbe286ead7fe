using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace PolicyApi.Access.Keys;

/// <summary>The authentication scheme for API keys.</summary>
/// <param name="options">The options, of which there are none.</param>
/// <param name="loggers">For the framework.</param>
/// <param name="encoder">For the framework.</param>
/// <param name="verifier">Recognizes keys.</param>
internal sealed class KeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, KeyVerifier verifier)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string SchemeName = "key";

    /// <inheritdoc />
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (BearerText.Of(Request) is not { } text)
            return Task.FromResult(AuthenticateResult.NoResult());
        var (caller, refusal) = verifier.Verify(text);
        return Task.FromResult(caller is not null
            ? AuthenticateResult.Success(new AuthenticationTicket(caller.ToPrincipal(SchemeName), SchemeName))
            : AuthenticateResult.Fail(new KeyRefusedException(refusal)));
    }
}

/// <summary>Carries the reason why a key was refused to the code that writes the response.</summary>
/// <param name="refusal">Why.</param>
internal sealed class KeyRefusedException(KeyRefusal refusal) : Exception($"the key is {refusal}")
{
    /// <summary>Why.</summary>
    public KeyRefusal Refusal => refusal;
}

using Microsoft.IdentityModel.Tokens;

namespace PolicyApi.Access.Tokens;

/// <summary>Says what is wrong with a token, to those who set up an issuer. Nothing of the token is repeated.</summary>
internal static class TokenRefusals
{
    /// <summary>What is wrong, and what to do; <see langword="null"/> when nothing more can be said than that the token is not valid.</summary>
    /// <param name="failure">What validation threw.</param>
    public static string? DetailOf(Exception failure) => failure switch
    {
        SecurityTokenInvalidAudienceException => "the token is for another audience (`aud`); ask the issuer for one for this service.",
        SecurityTokenInvalidIssuerException => "the token is from another issuer (`iss`) than the one this service trusts; get one from that issuer.",
        SecurityTokenNotYetValidException => "the token is not valid yet (`nbf`); compare the clocks of the issuer and of this machine.",
        SecurityTokenNoExpirationException => "the token never expires; ask the issuer for one with an expiry (`exp`).",
        SecurityTokenSignatureKeyNotFoundException => "the issuer has not published the key that signed the token; if its keys have just changed, try again in a minute.",
        NamelessTokenException nameless => $"the token's claim `{nameless.Claim}` must name its holder: one text of 1 to {TokenCallers.LongestName} characters, without spaces at the ends or characters that cannot be seen.",
        _ => null,
    };
}

/// <summary>A token is valid but does not say whose it is.</summary>
/// <param name="claim">The claim that should have.</param>
internal sealed class NamelessTokenException(string claim) : Exception("the token does not name its holder")
{
    /// <summary>The claim that should name the holder.</summary>
    public string Claim { get; } = claim;
}

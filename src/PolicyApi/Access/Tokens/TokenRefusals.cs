using Microsoft.IdentityModel.Tokens;

namespace PolicyApi.Access.Tokens;

/// <summary>Explains what is wrong with a token, for whoever configures the issuer. The texts repeat nothing from the token.</summary>
internal static class TokenRefusals
{
    /// <summary>Returns what is wrong and what to do; <see langword="null"/> if there is no more to say than that the token is invalid.</summary>
    /// <param name="failure">The exception of the validation.</param>
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

/// <summary>A token is valid but does not name its holder.</summary>
/// <param name="claim">The claim that should name the holder.</param>
internal sealed class NamelessTokenException(string claim) : Exception("the token does not name its holder")
{
    /// <summary>The claim that should name the holder.</summary>
    public string Claim { get; } = claim;
}

using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace PolicyApi.Access.Tokens;

/// <summary>Configures the framework's JWT validation from this service's settings.</summary>
/// <param name="settings">The settings, with the issuer of tokens.</param>
internal sealed class TokenAuthentication(IOptions<AccessSettings> settings) : IConfigureNamedOptions<JwtBearerOptions>
{
    /// <summary>The scheme's name.</summary>
    public const string SchemeName = "token";

    // Only signatures with a key pair: with a shared secret, whoever can check a token could also create one; without a signature, anyone could.
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private static readonly TimeSpan IssuerPatience = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public void Configure(JwtBearerOptions options) => Configure(SchemeName, options);

    /// <inheritdoc />
    public void Configure(string? name, JwtBearerOptions options)
    {
        var tokens = settings.Value.Tokens;
        if (!string.Equals(name, SchemeName, StringComparison.Ordinal) || !tokens.AreTaken)
            return;
        options.Authority = tokens.Authority;
        options.RequireHttpsMetadata = !new Uri(tokens.Authority!).IsLoopback;
        options.MapInboundClaims = false;
        options.SaveToken = false;
        options.BackchannelTimeout = IssuerPatience;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAudience = tokens.Audience,
            ValidAlgorithms = Algorithms,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ClockSkew = TimeSpan.FromSeconds(30),
        };
        var callers = new TokenCallers(tokens);
        options.Events = new JwtBearerEvents { OnTokenValidated = context => Recognize(context, callers), OnAuthenticationFailed = ExplainAsync };
    }

    // Without the issuer's keys, every token looks forged; the response should then say that waiting helps.
    private static async Task ExplainAsync(AuthenticationFailedContext context)
    {
        try
        {
            await context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted);
        }
        catch (InvalidOperationException e)
        {
            context.Fail(new IssuerUnreachableException(e));
        }
    }

    private static Task Recognize(TokenValidatedContext context, TokenCallers callers)
    {
        if (callers.Of(context.Principal!) is { } caller)
            context.Principal = caller.ToPrincipal(SchemeName);
        else
            context.Fail("the token does not name its holder");
        return Task.CompletedTask;
    }
}

/// <summary>Thrown if the issuer's signing keys could not be fetched, so that tokens cannot be checked.</summary>
/// <param name="inner">The exception thrown when they were fetched.</param>
internal sealed class IssuerUnreachableException(Exception inner) : Exception("the issuer cannot be reached", inner);

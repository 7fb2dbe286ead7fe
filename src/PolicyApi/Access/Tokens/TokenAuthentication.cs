using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace PolicyApi.Access.Tokens;

/// <summary>Configures the framework's JWT validation from this service's settings.</summary>
/// <param name="settings">The settings, with the issuer of tokens.</param>
/// <param name="time">Measures pauses between attempts to reach the issuer.</param>
internal sealed class TokenAuthentication(IOptions<AccessSettings> settings, TimeProvider time)
    : IConfigureNamedOptions<JwtBearerOptions>, IPostConfigureOptions<JwtBearerOptions>
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

    // How long a key that the issuer has taken back may still be used here. The framework's own value is twelve hours.
    private static readonly TimeSpan KeysStayFresh = TimeSpan.FromMinutes(15);

    // How often at most tokens with unknown keys make this service ask for the keys again.
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(30);

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
        options.AutomaticRefreshInterval = KeysStayFresh;
        options.RefreshInterval = AskAgain;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAudience = tokens.Audience,
            ValidAlgorithms = Algorithms,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ClockSkew = TimeSpan.FromSeconds(30),
        };
        var callers = new TokenCallers(tokens);
        options.Events = new JwtBearerEvents { OnMessageReceived = RequireKeysAsync, OnTokenValidated = context => Recognize(context, callers, tokens.NameClaim) };
    }

    /// <inheritdoc />
    public void PostConfigure(string? name, JwtBearerOptions options)
    {
        if (string.Equals(name, SchemeName, StringComparison.Ordinal) && options.ConfigurationManager is { } fetching)
            options.ConfigurationManager = new IssuerKeys(fetching, time);
    }

    // Without the issuer's keys no token can be checked; the response should say that waiting helps. Asked before the framework does, which would log a fault for each token.
    private static async Task RequireKeysAsync(MessageReceivedContext context)
    {
        try
        {
            await context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted);
        }
        catch (IssuerUnreachableException e)
        {
            context.Fail(e);
        }
    }

    private static Task Recognize(TokenValidatedContext context, TokenCallers callers, string nameClaim)
    {
        if (callers.Of(context.Principal!) is { } caller)
            context.Principal = caller.ToPrincipal(SchemeName);
        else
            context.Fail(new NamelessTokenException(nameClaim));
        return Task.CompletedTask;
    }
}

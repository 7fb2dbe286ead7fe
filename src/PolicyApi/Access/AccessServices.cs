using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using PolicyApi.Access.Keys;
using PolicyApi.Access.Links;
using PolicyApi.Access.Tokens;
using PolicyApi.Platform.Settings;

namespace PolicyApi.Access;

/// <summary>Registers authentication and authorization.</summary>
internal static class AccessServices
{
    private const string ByShape = "access";

    /// <summary>Registers all services of access; a <see cref="Storage.KeyStore"/> must be registered as well.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddSettings<AccessSettings>(AccessSettings.Section);
        services.AddSingleton<KeyDirectory>();
        services.AddSingleton<BootstrapKey>();
        services.AddSingleton<KeyVerifier>();
        services.AddSingleton<KeyAdmission>();
        services.AddSingleton<DevelopmentKey>();
        services.AddSingleton<FirstSteps>();
        services.AddHostedService<KeyUseWriter>();
        services.AddReportLinks();
        AddAuthentication(services);
        AddAuthorization(services);
        return services;
    }

    private static void AddAuthentication(IServiceCollection services)
    {
        services.AddAuthentication(ByShape)
            .AddPolicyScheme(ByShape, null, scheme => scheme.ForwardDefaultSelector = SchemeOf)
            .AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(KeyAuthentication.SchemeName, null)
            .AddJwtBearer(TokenAuthentication.SchemeName, null, _ => { });
        // After the framework's own, which makes what fetches the issuer's keys.
        services.ConfigureOptions<TokenAuthentication>();
    }

    // A token has three parts separated by dots; a key has no dot.
    private static string SchemeOf(HttpContext context) =>
        context.RequestServices.GetRequiredService<IOptions<AccessSettings>>().Value.Tokens.AreTaken && BearerText.Of(context.Request)?.Contains('.', StringComparison.Ordinal) == true
            ? TokenAuthentication.SchemeName
            : KeyAuthentication.SchemeName;

    private static void AddAuthorization(IServiceCollection services)
    {
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessRefusals>();
        var authorization = services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        foreach (var permission in Enum.GetValues<Permission>())
            authorization.AddPolicy(permission.ToString(), policy => policy.RequireAuthenticatedUser().RequireAssertion(c => Caller.Of(c.User).May(permission)));
    }
}

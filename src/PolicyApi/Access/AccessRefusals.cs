using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using PolicyApi.Access.Keys;
using PolicyApi.Access.Tokens;
using PolicyApi.Platform.Problems;

namespace PolicyApi.Access;

/// <summary>Answers requests that are not authenticated or not permitted, and logs them without the credentials that they presented.</summary>
/// <param name="settings">The settings, with the issuer of tokens.</param>
/// <param name="log">Receives who was refused what.</param>
internal sealed partial class AccessRefusals(IOptions<AccessSettings> settings, ILogger<AccessRefusals> log) : IAuthorizationMiddlewareResultHandler
{
    /// <inheritdoc />
    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            await next(context);
            return;
        }

        // Authentication runs once per request, so this returns the earlier result.
        var fault = authorizeResult.Challenged ? Unknown(context, (await context.AuthenticateAsync()).Failure) : Forbidden(context);
        if (fault.Status == StatusCodes.Status503ServiceUnavailable)
            IssuerUnreachable(log, settings.Value.Tokens.Authority);
        Refused(log, fault.Code, NameOf(Caller.Of(context.User)), RouteOf(context), TraceIds.Of(context));
        await fault.ExecuteAsync(context);
    }

    private static string NameOf(Caller caller) => caller.Actor.Length > 0 ? caller.Actor : "nobody";

    // The route, not the path: people sometimes paste keys into the wrong place.
    private static string RouteOf(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "no endpoint";

    private static Fault Unknown(HttpContext context, Exception? failure)
    {
        if (failure is IssuerUnreachableException)
        {
            return new(StatusCodes.Status503ServiceUnavailable, "issuer-unreachable", "Tokens cannot be checked now", "the issuer of tokens does not answer; try again, or use an API key.")
            { RetryAfterSeconds = 10 };
        }

        context.Response.Headers.WWWAuthenticate = failure is null ? "Bearer" : "Bearer error=\"invalid_token\"";
        return failure switch
        {
            null => Fault(
                "unauthenticated", "Nobody knows you here", "send the header `Authorization: Bearer` with an API key or a token."),
            KeyRefusedException { Refusal: KeyRefusal.Expired } => Fault("key-expired", "The key has expired", "ask an administrator for a new one."),
            KeyRefusedException { Refusal: KeyRefusal.Revoked } => Fault("key-revoked", "The key was revoked", "ask an administrator for a new one."),
            SecurityTokenExpiredException => Fault("token-expired", "The token has expired", "sign in again for a new one."),
            _ => Fault("unauthenticated", "The key or token is not valid", TokenRefusals.DetailOf(failure) ?? "send a valid one in the header `Authorization: Bearer`."),
        };
    }

    private static Fault Fault(string code, string title, string detail) => new(StatusCodes.Status401Unauthorized, code, title, detail);

    private static Fault Forbidden(HttpContext context)
    {
        var roles = context.GetEndpoint()?.Metadata.GetMetadata<PermissionNeeded>() is { } needed
            ? string.Join(" or ", Permissions.RolesOf(needed.Permission).Order().Select(r => $"`{RoleNames.Of(r)}`"))
            : "none that there is";
        return new(StatusCodes.Status403Forbidden, "forbidden", "You may not do this", $"the role needed is {roles}; `/v1/me` shows yours.");
    }

    [LoggerMessage(LogLevel.Warning, "the issuer {Authority} cannot be reached; tokens are refused until it answers")]
    private static partial void IssuerUnreachable(ILogger log, string? authority);

    // The client's address is personal data and goes to the audit log only. The method is left out as well, because clients may send any word.
    [LoggerMessage(LogLevel.Information, "refused ({Code}) `{Actor}`: {Route}, trace id {TraceId}")]
    private static partial void Refused(ILogger log, string code, string actor, string route, string traceId);
}

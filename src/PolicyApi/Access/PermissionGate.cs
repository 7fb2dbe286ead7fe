using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Authorization;

namespace PolicyApi.Access;

/// <summary>
/// Lets callers through who have the permission that an endpoint asks for, without the framework's round of policies and handlers, which costs a
/// request more than the check itself. Whoever is not let through here is looked at by all of them, and refused by them.
/// </summary>
internal static class PermissionGate
{
    // By these the framework knows that somebody has looked. Without the first it would look before everything else; without the second, a
    // permission that nobody has checked fails the request.
    private const string IsSet = "__AuthorizationMiddlewareSet";
    private const string HasLooked = "__AuthorizationMiddlewareWithEndpointInvoked";

    private static readonly object Looked = new();
    private static readonly ConditionalWeakTable<Endpoint, Asked> Endpoints = [];

    /// <summary>Checks permissions: in place of <c>UseAuthorization</c>.</summary>
    public static void UsePermissions(this WebApplication app)
    {
        ((IApplicationBuilder)app).Properties[IsSet] = true;
        app.UseWhen(context => !IsLetThrough(context), others => others.UseAuthorization());
    }

    private static bool IsLetThrough(HttpContext context)
    {
        if (context.GetEndpoint() is not { } endpoint || Endpoints.GetValue(endpoint, AskedBy).Permission is not { } permission || !Caller.Of(context.User).May(permission))
            return false;
        context.Items[HasLooked] = Looked;
        return true;
    }

    // Only where the permission is all that is asked.
    private static Asked AskedBy(Endpoint endpoint) => new(
        endpoint.Metadata.GetMetadata<PermissionNeeded>() is { } needed
        && endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>() is [{ AuthenticationSchemes: null, Roles: null } only]
        && string.Equals(only.Policy, needed.Permission.ToString(), StringComparison.Ordinal)
        && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
        && endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is null
        && endpoint.Metadata.GetMetadata<IAuthorizationRequirementData>() is null
            ? needed.Permission
            : null);

    private sealed record Asked(Permission? Permission);
}

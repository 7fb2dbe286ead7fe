using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Authorization;

namespace PolicyApi.Access;

/// <summary>
/// Authorizes callers who have the permission that an endpoint requires, without the framework's policies and handlers, which cost a request more
/// than the check itself. All other requests go through the framework's authorization, which refuses them.
/// </summary>
internal static class PermissionGate
{
    // These tell the framework that authorization is taken care of. Without the first, it would add its own at the front of the pipeline; without the
    // second, it fails the request because nothing has checked the endpoint's permission.
    private const string IsSet = "__AuthorizationMiddlewareSet";
    private const string HasLooked = "__AuthorizationMiddlewareWithEndpointInvoked";

    private static readonly object Looked = new();
    private static readonly ConditionalWeakTable<Endpoint, Asked> Endpoints = [];

    /// <summary>Checks permissions; replaces <c>UseAuthorization</c>.</summary>
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

    // Returns the permission only if the endpoint requires nothing else.
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

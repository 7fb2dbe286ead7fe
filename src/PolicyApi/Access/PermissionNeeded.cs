using PolicyApi.Platform.OpenApi;

namespace PolicyApi.Access;

/// <summary>Marks what an endpoint asks of its caller.</summary>
/// <param name="Permission">The permission.</param>
internal sealed record PermissionNeeded(Permission Permission);

/// <summary>Decides for endpoints who may call them.</summary>
internal static class PermissionExtensions
{
    /// <summary>Only callers with the permission may call it.</summary>
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder endpoint, Permission permission) =>
        endpoint.RequireAuthorization(permission.ToString()).WithMetadata(new PermissionNeeded(permission)).Refuses(401, 403, 429);

    /// <summary>Anybody may call it.</summary>
    public static RouteHandlerBuilder OpenToAll(this RouteHandlerBuilder endpoint) => endpoint.AllowAnonymous();
}

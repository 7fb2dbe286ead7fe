using PolicyApi.Platform.Problems;

namespace PolicyApi.Access;

/// <summary>Marks an endpoint with the permission that it requires.</summary>
/// <param name="Permission">The permission.</param>
internal sealed record PermissionNeeded(Permission Permission);

/// <summary>Marks endpoints with who may call them.</summary>
internal static class PermissionExtensions
{
    /// <summary>Restricts the endpoint to callers with a permission.</summary>
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder endpoint, Permission permission) =>
        endpoint.RequireAuthorization(permission.ToString()).WithMetadata(new PermissionNeeded(permission)).Refuses(401, 403, 429);

    /// <summary>Opens the endpoint to everyone, without a key or token.</summary>
    public static RouteHandlerBuilder OpenToAll(this RouteHandlerBuilder endpoint) => endpoint.AllowAnonymous();
}

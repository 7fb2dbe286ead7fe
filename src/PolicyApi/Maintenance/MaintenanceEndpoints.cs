using PolicyApi.Access;
using PolicyApi.Platform.Idempotency;
using PolicyApi.Platform.OpenApi;
using PolicyApi.Platform.Problems;

namespace PolicyApi.Maintenance;

/// <summary>The endpoints for the operators of the service.</summary>
internal static class MaintenanceEndpoints
{
    /// <summary>Maps the endpoints below <c>/v1</c>.</summary>
    public static void MapMaintenance(this IEndpointRouteBuilder api) =>
        api.MapPost("/backup", MakeBackup.HandleAsync)
            .WithTags(Tags.Access).WithName("backup").WithSummary("Back up the embedded store to the configured folder while it is in use")
            .Refuses(400, 409, 422, 503).Repeats(l => l.CommandBytes).Needs(Permission.BackUp);
}

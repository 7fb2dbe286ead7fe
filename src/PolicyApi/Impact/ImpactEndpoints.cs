using System.Text.Json.Nodes;
using PolicyApi.Access;
using PolicyApi.Platform.Bodies;
using PolicyApi.Platform.Ndjson;
using PolicyApi.Platform.OpenApi;

namespace PolicyApi.Impact;

/// <summary>The endpoints that show whom a version would change for.</summary>
internal static class ImpactEndpoints
{
    private const string Ndjson = LineExchange<object>.MediaType;

    /// <summary>Maps them below <c>/v1</c>.</summary>
    public static void MapImpact(this IEndpointRouteBuilder api)
    {
        api.MapPost("/policies/{id}/versions/{version:int}/impact", ShowImpact.OnPostedAsync)
            .WithTags(Tags.Policies).WithName("policyImpact").WithSummary("Show whom a version, also a draft, would change for, in a cohort that is posted")
            .WithDescription("A line per subject, as for decisions. The answer comes while the cohort is read: a line for everybody whose answer changes, progress, and the summary as the last line. Nothing is stored.")
            .Accepts<JsonObject>(Ndjson, BodyReader.JsonMediaType).Produces<ImpactLine>(200, Ndjson)
            .Refuses(400, 404, 409, 413, 415).Needs(Permission.SeeImpact);
        api.MapPost("/policies/{id}/versions/{version:int}/impact/stored", ShowImpact.OnStoredAsync)
            .WithTags(Tags.Policies).WithName("policyImpactOnStored").WithSummary("Show whom a version, also a draft, would change for, among those on whom the policy has decided")
            .WithDescription("The facts of stored decisions, the newest of each person, are answered again by both versions. Nothing is stored.")
            .Produces<ImpactLine>(200, Ndjson)
            .Refuses(400, 404, 409).Needs(Permission.Evaluate);
    }
}

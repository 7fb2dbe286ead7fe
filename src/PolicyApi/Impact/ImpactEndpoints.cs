using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Access;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Bodies;
using PolicyApi.Platform.Ndjson;
using PolicyApi.Platform.OpenApi;
using PolicyApi.Platform.Problems;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Impact;

/// <summary>The endpoints that show for whom a version would change the answer.</summary>
internal static class ImpactEndpoints
{
    private const string Ndjson = LineExchange<object>.MediaType;

    /// <summary>Maps the endpoints below <c>/v1</c>.</summary>
    public static void MapImpact(this IEndpointRouteBuilder api)
    {
        Map(api, CatalogSection.Policies, "policies", "policy", Tags.Policies, "decided on", "decisions");
        Map(api, CatalogSection.Schemes, "schemes", "scheme", Tags.Schemes, "appraised", "appraisals");
    }

    private static void Map(IEndpointRouteBuilder api, CatalogSection section, string name, string singular, string tag, string answered, string answers)
    {
        api.MapPost($"/{name}/{{id}}/versions/{{version:int}}/impact",
                (string id, int version, [AsParameters] ImpactQuery query, [AsParameters] WhenQuery when, HttpRequest request, [FromServices] ShowImpact impact, CancellationToken cancellation) =>
                    impact.OnPostedAsync(new DocumentKey(section, id), version, query, when, request, cancellation))
            .WithTags(tag).WithName($"{singular}Impact").WithSummary("Show who in a posted cohort would be affected by a version, which may be a draft")
            .WithDescription($"Send one subject per line as `application/x-ndjson`, as for {answers}. The response is sent while the cohort is read: a line for each person whose answer changes, for each line that is refused, and for progress; the last line is the summary. Nothing is stored.")
            .Accepts<JsonObject>(BodyReader.JsonMediaType, Ndjson)
            .WithRequestExamples(BodyReader.JsonMediaType, library => library.Managers()).WithRequestExamples(Ndjson, library => library.ManagerLines()).Produces<ImpactLine>(200, Ndjson)
            .Refuses(400, 404, 409, 413, 415).Needs(Permission.SeeImpact);
        api.MapPost($"/{name}/{{id}}/versions/{{version:int}}/impact/stored",
                (string id, int version, [AsParameters] StoredCohortQuery cohort, [AsParameters] ImpactQuery query, [AsParameters] WhenQuery when, [FromServices] ShowImpact impact, CancellationToken cancellation) =>
                    impact.OnStoredAsync(new DocumentKey(section, id), version, cohort, query, when, cancellation))
            .WithTags(tag).WithName($"{singular}ImpactOnStored").WithSummary($"Show who, among those the {singular} has {answered}, would be affected by a version, which may be a draft")
            .WithDescription($"Evaluates the facts of each person's newest stored answer, among the {answers} that match, with both versions. The response has the same lines as for a posted cohort. Nothing is stored.")
            .Produces<ImpactLine>(200, Ndjson)
            .Refuses(400, 404, 409).Needs(Permission.Evaluate);
    }
}

using PolicyApi.Access;
using PolicyApi.Platform.OpenApi;
using PolicyApi.Platform.Problems;
using PolicyEngine.Testing;

namespace PolicyApi.PolicyTests;

/// <summary>The endpoint that runs a policy's tests.</summary>
internal static class PolicyTestEndpoints
{
    /// <summary>Maps the endpoint below <c>/v1</c>.</summary>
    public static void MapPolicyTests(this IEndpointRouteBuilder api) =>
        api.MapPost("/policies/{id}/versions/{version:int}/test", RunTests.HandleAsync)
            .WithTags(Tags.Policies).WithName("testPolicyVersion").WithSummary("Run the tests of a version, which may be a draft: what passes, what differs, what no test notices")
            .WithDescription("Runs the tests inside the policy, so there is nothing to send. The response is 200 whether or not they pass.")
            .Produces<PolicyTestReport>()
            .Refuses(400, 404, 409).Needs(Permission.ReadDocuments);
}

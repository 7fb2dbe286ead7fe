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
            .WithTags(Tags.Policies).WithName("testPolicyVersion").WithSummary("Run the tests in a version of a policy, which may be a draft")
            .WithDescription("The tests are part of the policy, so the request has no body. The response is 200 whether or not they pass; it has every difference, the coverage of the rules, and the changes that no test notices.")
            .Produces<PolicyTestReport>()
            .Refuses(400, 404, 409).Needs(Permission.ReadDocuments);
}

using PolicyApi.Access;
using PolicyApi.Access.Keys;
using PolicyApi.Appraisals;
using PolicyApi.Audit;
using PolicyApi.Audit.Refusals;
using PolicyApi.Comparison;
using PolicyApi.Decisions;
using PolicyApi.Documents;
using PolicyApi.Exchange;
using PolicyApi.Impact;
using PolicyApi.Jobs;
using PolicyApi.Maintenance;
using PolicyApi.Observability;
using PolicyApi.Platform.Bodies;
using PolicyApi.Platform.Idempotency;
using PolicyApi.Platform.OpenApi;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Queries;
using PolicyApi.Platform.Requests;
using PolicyApi.PolicyTests;
using PolicyApi.Privacy;
using PolicyApi.Schemas;

namespace PolicyApi.Platform.Hosting;

/// <summary>The middleware that a request passes on its way to an endpoint.</summary>
internal static class HostPipeline
{
    /// <summary>Adds the middleware, in the order in which requests pass it, and all endpoints.</summary>
    public static void MapService(this WebApplication app)
    {
        app.Services.GetRequiredService<RequestScopes>().Listen();
        app.UseClientAddress();
        app.UseServiceHeaders();
        app.UseRefusalWatch();
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(StatusProblems.WriteAsync);
        app.UseServicePages();
        app.UseHeadAsGet();
        app.UseRouting();
        app.UseAdmission();
        app.Use(app.Services.GetRequiredService<RateLimits>().RunAsync);
        app.UsePermissions();
        app.UsePlainBodies();
        app.UseMiddleware<IdempotentRequests>();
        app.UseKnownQueries();
        app.MapServiceDocument();
        app.MapHealth();
        app.MapMetrics();
        var api = app.MapGroup("/v1");
        api.MapAppraisals();
        api.MapJobs();
        api.MapDecisions();
        api.MapDocuments();
        api.MapExchange();
        api.MapPolicyTests();
        api.MapImpact();
        api.MapComparison();
        api.MapSchemas();
        api.MapAccess();
        api.MapAudit();
        api.MapPrivacy();
        api.MapMaintenance();
    }
}

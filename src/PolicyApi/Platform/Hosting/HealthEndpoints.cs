using Microsoft.AspNetCore.Http.HttpResults;
using PolicyApi.Access;
using PolicyApi.Platform.Connections;
using PolicyApi.Platform.OpenApi;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Replicas;
using PolicyApi.Storage;

namespace PolicyApi.Platform.Hosting;

/// <summary>The response of a probe that succeeds.</summary>
/// <param name="Status">Always <c>ok</c>.</param>
public sealed record HealthAnswer(string Status);

/// <summary>Probes for process managers, orchestrators and load balancers.</summary>
internal static class HealthEndpoints
{
    /// <summary>Maps <c>/livez</c> and <c>/readyz</c>.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/livez", Live)
            .WithTags(Tags.Health).WithName("live").WithSummary("Whether the process is running")
            .WithDescription("A liveness probe, for process managers and orchestrators. It checks nothing else.").OpenToAll().DisableRateLimiting();
        app.MapGet("/readyz", ReadyAsync)
            .WithTags(Tags.Health).WithName("ready").WithSummary("Whether requests can be answered: the store is open and readable")
            .WithDescription("A readiness probe, for load balancers. If the service cannot answer requests, or is stopping, the response is 503 and its `detail` says why.")
            .Refuses(503).OpenToAll().DisableRateLimiting();
    }

    private static Ok<HealthAnswer> Live() => TypedResults.Ok(new HealthAnswer("ok"));

    private static async Task<Results<Ok<HealthAnswer>, Fault>> ReadyAsync(IPolicyStore store, ReplicaFollower follower, Draining draining, CancellationToken cancellation)
    {
        if (draining.IsUnderWay)
            return NotReady("the service is stopping.");
        var probe = await store.ProbeAsync(cancellation);
        return probe.Ready && follower.Behind is null
            ? TypedResults.Ok(new HealthAnswer("ok"))
            : NotReady(probe.Reason ?? follower.Behind ?? "the store cannot serve.");
    }

    private static Fault NotReady(string why) => new(503, "not-ready", "The service is not ready", why) { RetryAfterSeconds = 5 };
}

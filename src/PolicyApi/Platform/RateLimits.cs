using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using PolicyApi.Platform.Problems;

namespace PolicyApi.Platform;

/// <summary>Holds each caller to so many requests a second, and those who are not let in by their address: guessing keys is slow.</summary>
internal static class RateLimits
{
    /// <summary>Registers the limits.</summary>
    public static void AddRateLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(_ => { });
        services.AddOptions<Microsoft.AspNetCore.RateLimiting.RateLimiterOptions>().Configure<IOptions<ServiceLimits>>((limiter, limits) =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => Partition(context, limits.Value));
            limiter.OnRejected = (rejected, _) => new ValueTask(Refusal(rejected.Lease).ExecuteAsync(rejected.HttpContext));
        });
    }

    private static RateLimitPartition<string> Partition(HttpContext context, ServiceLimits limits) =>
        context.User.Identity is { IsAuthenticated: true, Name: { } actor }
            ? RateLimitPartition.GetTokenBucketLimiter(actor, _ => Bucket(limits.RequestsPerSecond, limits.RequestBurst))
            : RateLimitPartition.GetTokenBucketLimiter(
                ClientAddress.Of(context) ?? "?", _ => Bucket(limits.StrangerRequestsPerSecond, limits.StrangerRequestBurst));

    private static TokenBucketRateLimiterOptions Bucket(int perSecond, int burst) => new()
    {
        TokensPerPeriod = perSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        TokenLimit = Math.Max(perSecond, burst),
        QueueLimit = 0,
    };

    private static Fault Refusal(RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 1;
        return new Fault(
            StatusCodes.Status429TooManyRequests, "too-many-requests", "Too many requests",
            string.Create(CultureInfo.InvariantCulture, $"try again in {wait} s; many subjects go into one request as `application/x-ndjson`."))
        { RetryAfterSeconds = wait };
    }
}

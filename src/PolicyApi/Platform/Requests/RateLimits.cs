using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Settings;

namespace PolicyApi.Platform.Requests;

/// <summary>
/// Limits the requests per second of each caller, and of each address for callers that are not authenticated, so that guessing keys is slow. The
/// framework's own middleware never disposes of its limiters, whose timers then keep a stopped service in memory; this one is disposed of with the service.
/// </summary>
/// <param name="limits">The limits of the settings.</param>
internal sealed class RateLimits(IOptions<ServiceLimits> limits) : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> _limiter =
        PartitionedRateLimiter.Create<HttpContext, string>(context => Partition(context, limits.Value), StringComparer.Ordinal);

    /// <summary>Passes a request on, or answers it with 429.</summary>
    public Task RunAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<DisableRateLimitingAttribute>() is not null)
            return next(context);

        return RefusalOf(context) is { } refusal ? refusal.ExecuteAsync(context) : next(context);
    }

    /// <inheritdoc />
    public void Dispose() => _limiter.Dispose();

    // A token bucket takes nothing back when a lease ends, so the lease need not last as long as the request.
    private Fault? RefusalOf(HttpContext context)
    {
        using var lease = _limiter.AttemptAcquire(context);
        return lease.IsAcquired ? null : Refusal(lease);
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
            string.Create(CultureInfo.InvariantCulture, $"try again in {wait} s; to send many subjects, post them in one request as `application/x-ndjson`."))
        { RetryAfterSeconds = wait };
    }
}

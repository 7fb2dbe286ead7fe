namespace PolicyApi.Platform.Idempotency;

/// <summary>Marks an endpoint that makes something and may be sent again with the same <c>Idempotency-Key</c>.</summary>
/// <param name="Limit">Most bytes of its body.</param>
internal sealed record Repeatable(Func<ServiceLimits, int> Limit);

/// <summary>Makes endpoints repeatable.</summary>
internal static class RepeatableExtensions
{
    /// <summary>The endpoint takes an <c>Idempotency-Key</c>.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="limit">Most bytes of its body.</param>
    public static RouteHandlerBuilder Repeats(this RouteHandlerBuilder endpoint, Func<ServiceLimits, int> limit) => endpoint.WithMetadata(new Repeatable(limit));
}

using PolicyApi.Platform.Settings;

namespace PolicyApi.Platform.Idempotency;

/// <summary>Marks an endpoint that makes or changes something and may be sent again with the same <c>Idempotency-Key</c>.</summary>
/// <param name="Limit">Most bytes of its body.</param>
/// <param name="TakesStreams">Whether its body may also be a stream of any length, answered once at its end.</param>
/// <param name="Secret">A member of the answer that is shown once and never stored: an answer given again is without it.</param>
internal sealed record Repeatable(Func<ServiceLimits, int> Limit, bool TakesStreams, string? Secret);

/// <summary>Marks an endpoint that does something and takes no <c>Idempotency-Key</c>: sent with one it refuses, and says why, so that nobody relies on it.</summary>
/// <param name="Reason">Why, and what to do instead.</param>
internal sealed record Unrepeatable(string Reason);

/// <summary>Makes endpoints repeatable.</summary>
internal static class RepeatableExtensions
{
    /// <summary>The endpoint takes an <c>Idempotency-Key</c>.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="limit">Most bytes of its body.</param>
    /// <param name="takesStreams">Whether its body may also be a stream of any length, answered once at its end.</param>
    /// <param name="secret">A member of the answer that is shown once and never stored.</param>
    public static RouteHandlerBuilder Repeats(this RouteHandlerBuilder endpoint, Func<ServiceLimits, int> limit, bool takesStreams = false, string? secret = null) =>
        endpoint.WithMetadata(new Repeatable(limit, takesStreams, secret));

    /// <summary>The endpoint takes no <c>Idempotency-Key</c>.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="reason">Why, and what to do instead.</param>
    public static RouteHandlerBuilder RepeatsNot(this RouteHandlerBuilder endpoint, string reason) => endpoint.WithMetadata(new Unrepeatable(reason));
}

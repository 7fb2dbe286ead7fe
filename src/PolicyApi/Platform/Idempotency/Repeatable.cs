using PolicyApi.Platform.Settings;

namespace PolicyApi.Platform.Idempotency;

/// <summary>Marks an endpoint that creates or changes something and accepts an <c>Idempotency-Key</c>.</summary>
/// <param name="Limit">Returns the maximum number of bytes of its body.</param>
/// <param name="TakesStreams">Whether its body may also be a stream of any length, answered once at its end.</param>
/// <param name="Secret">The name of a member of the answer that is shown once and never stored: a repeated answer lacks it.</param>
internal sealed record Repeatable(Func<ServiceLimits, int> Limit, bool TakesStreams, string? Secret);

/// <summary>Marks an endpoint that changes something but refuses requests with an <c>Idempotency-Key</c>, so that no client relies on one.</summary>
/// <param name="Reason">Why, and what to do instead.</param>
internal sealed record Unrepeatable(string Reason);

/// <summary>Marks endpoints as accepting or refusing an <c>Idempotency-Key</c>.</summary>
internal static class RepeatableExtensions
{
    /// <summary>Marks the endpoint as accepting an <c>Idempotency-Key</c>.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="limit">Returns the maximum number of bytes of its body.</param>
    /// <param name="takesStreams">Whether its body may also be a stream of any length, answered once at its end.</param>
    /// <param name="secret">The name of a member of the answer that is shown once and never stored; <see langword="null"/> if there is none.</param>
    public static RouteHandlerBuilder Repeats(this RouteHandlerBuilder endpoint, Func<ServiceLimits, int> limit, bool takesStreams = false, string? secret = null) =>
        endpoint.WithMetadata(new Repeatable(limit, takesStreams, secret));

    /// <summary>Marks the endpoint as refusing an <c>Idempotency-Key</c>.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="reason">Why, and what to do instead.</param>
    public static RouteHandlerBuilder RepeatsNot(this RouteHandlerBuilder endpoint, string reason) => endpoint.WithMetadata(new Unrepeatable(reason));
}

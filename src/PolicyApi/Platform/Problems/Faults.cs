using System.Globalization;
using PolicyEngine.Documents;

namespace PolicyApi.Platform.Problems;

/// <summary>The refusals that do not belong to a single feature.</summary>
internal static class Faults
{
    /// <summary>The body is empty.</summary>
    public static Fault BodyEmpty() =>
        new(400, "empty-body", "The body is empty", "send the JSON in the body of the request.");

    /// <summary>The body is larger than the limit.</summary>
    public static Fault BodyTooLarge(long limit) =>
        new(413, "body-too-large", "The body is too large", string.Create(CultureInfo.InvariantCulture, $"the limit is {limit:N0} bytes; send less at once."));

    /// <summary>The endpoint does not accept the body's media type.</summary>
    public static Fault UnsupportedMediaType(string? sent, params IEnumerable<string> supported) =>
        new(415, "unsupported-media-type", "The media type is not supported",
            $"{(string.IsNullOrEmpty(sent) ? "no media type" : $"`{ParameterFaults.Shown(sent)}`")} was sent; set `Content-Type` to {string.Join(" or ", supported.Select(s => $"`{s}`"))}{(sent?.Contains("charset", StringComparison.OrdinalIgnoreCase) == true ? ", and send it in UTF-8, the only `charset` that is supported" : string.Empty)}.");

    /// <summary>The body is compressed.</summary>
    /// <param name="encoding">The value of <c>Content-Encoding</c>.</param>
    public static Fault EncodedBody(string encoding) =>
        new(415, "unsupported-media-type", "The media type is not supported", $"`Content-Encoding: {ParameterFaults.Shown(encoding)}` was sent; send the body as it is, without compressing it.");

    /// <summary>A parameter in the path or the query cannot be read.</summary>
    public static Fault ParameterInvalid(string name, string detail) =>
        new(400, "parameter-invalid", "A parameter cannot be read", detail,
            [new ProblemEntry("parameter-invalid", DiagnosticSeverity.Error, name, detail)]);

    /// <summary>No endpoint has this path.</summary>
    public static Fault RouteUnknown() =>
        new(404, "route-unknown", "There is no such path", "see `/swagger` for the paths of this service.");

    /// <summary>The path exists, but not for this method.</summary>
    public static Fault MethodNotAllowed(string method) =>
        new(405, "method-not-allowed", "The method is not allowed here", $"`{method}` is not allowed on this path; the `Allow` header lists the methods that are.");

    /// <summary>The named thing is not stored here.</summary>
    public static Fault NotFound(string what) =>
        new(404, "not-found", "Not found", $"there is no {what}.");

    /// <summary>The caller has read an older state than the present one.</summary>
    public static Fault Stale(string detail) =>
        new(412, "stale", "It has changed since you read it", detail);

    /// <summary>The caller has read an older state than the present one.</summary>
    /// <param name="read">The tag that the caller has read.</param>
    /// <param name="present">The present tag.</param>
    /// <param name="what">The thing that has changed, as the message names it.</param>
    public static Fault Stale(string read, string present, string what) =>
        Stale($"you have read `{read}`, but {what} is now `{present}`; read it again, and repeat the change if you still want it.");

    /// <summary>The request has no <c>If-Match</c>.</summary>
    /// <param name="readAt">The path at which the tag is read.</param>
    /// <param name="takesAny">Whether <c>If-Match: *</c> is accepted.</param>
    public static Fault MatchMissing(string readAt, bool takesAny) =>
        new(428, "match-missing", "Say what you have read",
            $"read `GET {readAt}` first, and send its `ETag` as `If-Match`, so that you do not change anything you have not seen{(takesAny ? "; `If-Match: *` stands for whatever is there" : string.Empty)}.");

    /// <summary>The request does not fit the present state of the thing that it names.</summary>
    public static Fault Conflict(string code, string title, string detail) => new(409, code, title, detail);

    /// <summary>The store cannot accept more work now.</summary>
    public static Fault StoreBusy() =>
        new(503, "store-busy", "The store is busy", "nothing was stored; try again after the seconds in `Retry-After`.") { RetryAfterSeconds = 1 };

    /// <summary>The disk of the store has too little space left.</summary>
    public static Fault StoreFull() =>
        new(503, "store-full", "The store is full", "nothing was stored, because the disk has too little space left; the operators of the service have to free some (`/readyz` says how much is left). Stored data can still be read. Try again after the seconds in `Retry-After`.") { RetryAfterSeconds = 30 };

    /// <summary>The store's server could not be reached before the time-out.</summary>
    public static Fault StoreAway() =>
        new(503, "store-unavailable", "The store is not available", "its server cannot be reached at the moment, so it is not known whether this was stored; check, or try again, after the seconds in `Retry-After`.") { RetryAfterSeconds = 5 };

    /// <summary>Stored data that the request needs is damaged; other requests are still served.</summary>
    public static Fault StoreDamaged() =>
        new(500, "store-damaged", "Something in the store is damaged", "data that this request needs is damaged, so nothing was answered or stored; the service's log says which and what to do, under the trace id.");

    /// <summary>The store has failed.</summary>
    public static Fault StoreUnavailable() =>
        new(503, "store-unavailable", "The store is not available", "it has failed, and it is not known whether this was stored; the service's log says why, and the service is stopping.") { RetryAfterSeconds = 10 };

    /// <summary>The service itself has an error.</summary>
    public static Fault Internal() =>
        new(500, "internal-error", "The service has failed", "this is an error in the service; its log has the details under the trace id.");

    /// <summary>The body is not well-formed JSON.</summary>
    public static Fault MalformedJson(string detail, IReadOnlyList<ProblemEntry> errors) =>
        new(400, "malformed-json", "The body is not well-formed JSON", detail, errors);
}

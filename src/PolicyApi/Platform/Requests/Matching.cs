using PolicyApi.Platform.Problems;

namespace PolicyApi.Platform.Requests;

/// <summary>Marks an endpoint that changes something that exists, and requires <c>If-Match</c> with the tag that the caller has read.</summary>
/// <param name="ReadBy">The request that returns the <c>ETag</c>, in words for the OpenAPI document.</param>
internal sealed record Matching(string ReadBy);

/// <summary>Marks endpoints that require <c>If-Match</c>.</summary>
internal static class MatchingExtensions
{
    /// <summary>Marks the endpoint as requiring <c>If-Match</c>; its handler checks the header with <see cref="ETags"/>.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="readBy">The request that returns the <c>ETag</c>, in words for the OpenAPI document.</param>
    public static RouteHandlerBuilder Matches(this RouteHandlerBuilder endpoint, string readBy) =>
        endpoint.WithMetadata(new Matching(readBy)).Refuses(412, 428);
}

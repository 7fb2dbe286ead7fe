using PolicyApi.Platform.OpenApi;

namespace PolicyApi.Platform.Requests;

/// <summary>Marks an endpoint that changes something that is there already, and demands to be told what was read of it.</summary>
/// <param name="ReadBy">What answers with the <c>ETag</c>, in words for the API's document.</param>
internal sealed record Matching(string ReadBy);

/// <summary>Marks endpoints that demand <c>If-Match</c>.</summary>
internal static class MatchingExtensions
{
    /// <summary>The endpoint demands <c>If-Match</c>; its handler checks it by <see cref="ETags"/>.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="readBy">What answers with the <c>ETag</c>.</param>
    public static RouteHandlerBuilder Matches(this RouteHandlerBuilder endpoint, string readBy) =>
        endpoint.WithMetadata(new Matching(readBy)).Refuses(412, 428);
}

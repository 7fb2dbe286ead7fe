using Microsoft.Net.Http.Headers;
using PolicyApi.Platform.Problems;

namespace PolicyApi.Platform;

/// <summary>Entity tags are the hashes of contents.</summary>
internal static class ETags
{
    /// <summary>Marks a response with the hash of its content.</summary>
    public static void Set(HttpResponse response, string sha256) =>
        response.GetTypedHeaders().ETag = Of(sha256);

    /// <summary>Refuses a change unless the caller names the content it means, and that is still there.</summary>
    /// <param name="request">Has to carry <c>If-Match</c>.</param>
    /// <param name="sha256">The hash of the present content.</param>
    /// <exception cref="FaultException">The header is missing (428), or the content has changed (412).</exception>
    public static void DemandMatch(HttpRequest request, string sha256)
    {
        if (request.Headers.IfMatch.Count == 0)
            throw new FaultException(Faults.MatchMissing());
        RequireMatch(request, sha256);
    }

    /// <summary>Refuses a change when the caller names the content it means to replace, and that is no longer there.</summary>
    /// <param name="request">May carry <c>If-Match</c>.</param>
    /// <param name="sha256">The hash of the present content.</param>
    /// <exception cref="FaultException">The content has changed (412).</exception>
    public static void RequireMatch(HttpRequest request, string sha256)
    {
        var wanted = request.GetTypedHeaders().IfMatch;
        if (wanted.Count == 0 && request.Headers.IfMatch.Count > 0)
            throw new FaultException(Faults.Stale($"`If-Match` is no entity tag; write the `ETag` that was read, with its quotes, such as `\"{sha256}\"`."));
        if (wanted.Count > 0 && !wanted.Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Compare(Of(sha256), useStrongComparison: true)))
            throw new FaultException(Faults.Stale($"you have read {string.Join(" and ", wanted.Select(t => $"`{t.Tag.Value?.Trim('"')}`"))}, and the content is now `{sha256}`; read it again and repeat the change."));
    }

    private static EntityTagHeaderValue Of(string sha256) => new($"\"{sha256}\"");
}

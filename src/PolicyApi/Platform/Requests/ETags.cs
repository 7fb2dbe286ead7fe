using Microsoft.Net.Http.Headers;
using PolicyApi.Platform.Problems;

namespace PolicyApi.Platform.Requests;

/// <summary>
/// Entity tags: what a change is made against. Of a version the hash of its content; of a document's publications how many there are;
/// of a key and of a job what has been done to it.
/// </summary>
internal static class ETags
{
    /// <summary>Marks a response with a tag.</summary>
    public static void Set(HttpResponse response, string tag) =>
        response.GetTypedHeaders().ETag = Of(tag);

    /// <summary>Refuses a change unless the caller names what it has read, and that is still so. `*` names nothing that was read.</summary>
    /// <param name="request">Has to carry <c>If-Match</c>.</param>
    /// <param name="present">The present tag.</param>
    /// <param name="readAt">Where it is read, such as <c>/v1/policies/kam-promotion/versions/2</c>.</param>
    /// <exception cref="FaultException">The header is missing (428), or something else is there now (412).</exception>
    public static void Demand(HttpRequest request, string present, string readAt) => Demand(request, present, readAt, takesAny: false);

    /// <summary>The same for what must never have to wait: `*` stands for whatever is there.</summary>
    /// <param name="request">Has to carry <c>If-Match</c>.</param>
    /// <param name="present">The present tag.</param>
    /// <param name="readAt">Where it is read.</param>
    /// <exception cref="FaultException">The header is missing (428), or something else is there now (412).</exception>
    public static void DemandOrAny(HttpRequest request, string present, string readAt) => Demand(request, present, readAt, takesAny: true);

    private static void Demand(HttpRequest request, string present, string readAt, bool takesAny)
    {
        if (request.Headers.IfMatch.Count == 0)
            throw new FaultException(Faults.MatchMissing(readAt, takesAny));
        var wanted = request.GetTypedHeaders().IfMatch;
        if (wanted.Count == 0)
            throw new FaultException(Faults.Stale($"`If-Match` is not an entity tag; send the `ETag` of `GET {readAt}`, with its quotes."));
        if (wanted.Any(t => t.Equals(EntityTagHeaderValue.Any)))
        {
            if (!takesAny)
                throw new FaultException(Faults.MatchMissing(readAt, takesAny));
            return;
        }

        if (!wanted.Any(t => t.Compare(Of(present), useStrongComparison: true)))
            throw new FaultException(Faults.Stale(string.Join(" and ", wanted.Select(t => t.Tag.Value?.Trim('"'))), present, $"`GET {readAt}`"));
    }

    private static EntityTagHeaderValue Of(string tag) => new($"\"{tag}\"");
}

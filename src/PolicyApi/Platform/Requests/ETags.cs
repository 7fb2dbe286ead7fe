using Microsoft.Net.Http.Headers;
using PolicyApi.Platform.Problems;

namespace PolicyApi.Platform.Requests;

/// <summary>
/// Entity tags, which say what state a change is based on. The tag of a version is the hash of its content, that of a document's publications
/// their number, and those of keys and jobs change with every change to them.
/// </summary>
internal static class ETags
{
    /// <summary>Sets the tag of a response.</summary>
    public static void Set(HttpResponse response, string tag) =>
        response.GetTypedHeaders().ETag = Of(tag);

    /// <summary>
    /// Refuses a change unless <c>If-Match</c> names the present tag. <c>*</c> is refused, because it names no state that the caller has read.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="present">The present tag.</param>
    /// <param name="readAt">The path at which the tag is read, such as <c>/v1/policies/kam-promotion/versions/2</c>.</param>
    /// <exception cref="FaultException">The header is missing (428), or names another tag (412).</exception>
    public static void Demand(HttpRequest request, string present, string readAt) => Demand(request, present, readAt, takesAny: false);

    /// <summary>Refuses a change as <c>Demand</c> does, but accepts <c>*</c> for any state: for changes that must not be delayed.</summary>
    /// <param name="request">The request.</param>
    /// <param name="present">The present tag.</param>
    /// <param name="readAt">The path at which the tag is read.</param>
    /// <exception cref="FaultException">The header is missing (428), or names another tag (412).</exception>
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

using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using PolicyApi.Platform.Json;
using PolicyApi.Platform.Problems;

namespace PolicyApi.Platform.Requests;

/// <summary>
/// Entity tags. What can be changed has tags of two parts, <c>"named.shown"</c>: the first names what a change is made against (of a version the hash of
/// its content; of a document's publications how many there are; of a key and of a job what has been done to it), and <c>If-Match</c> goes by it alone. The
/// second is a hash of everything else that is shown, such as a version's status, so that <c>If-None-Match</c> never takes for unchanged what is shown otherwise
/// by now. A tag without a second part says that nothing else is shown. What cannot be changed has the hash of its bytes.
/// </summary>
internal static class ETags
{
    private const char Between = '.';
    private const int ShownDigits = 16;

    /// <summary>Marks a response with a tag of one part.</summary>
    /// <param name="response">The response.</param>
    /// <param name="named">What a change is made against, or the hash of what is shown; without a point.</param>
    public static void Set(HttpResponse response, string named) => response.GetTypedHeaders().ETag = Of(named);

    /// <summary>Marks a response with a tag of two parts.</summary>
    /// <param name="response">The response.</param>
    /// <param name="named">What a change is made against; without a point.</param>
    /// <param name="shown">What is shown beside it.</param>
    public static void Set<T>(HttpResponse response, string named, T shown)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(shown, WireJson.Options)));
        Set(response, $"{named}{Between}{hash[..ShownDigits]}");
    }

    /// <summary>Whether the caller has what is about to be sent: by <c>If-None-Match</c>, compared weakly (RFC 9110, 13.1.2). Only for reading.</summary>
    /// <param name="request">The request.</param>
    /// <param name="present">The tag of what is about to be sent.</param>
    public static bool IsHad(HttpRequest request, EntityTagHeaderValue present) =>
        HttpMethods.IsGet(request.Method) && request.Headers.IfNoneMatch.Count > 0
        && request.GetTypedHeaders().IfNoneMatch.Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Compare(present, useStrongComparison: false));

    /// <summary>What a change is made against, by the caller's word: <c>If-Match</c> without what is shown beside it.</summary>
    /// <param name="request">The request.</param>
    public static string NamedBy(HttpRequest request) =>
        request.GetTypedHeaders().IfMatch is { Count: > 0 } tags ? string.Join(", ", tags.Select(Named)) : request.Headers.IfMatch.ToString();

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

        if (!wanted.Any(t => !t.IsWeak && string.Equals(Named(t), present, StringComparison.Ordinal)))
            throw new FaultException(Faults.Stale(string.Join(" and ", wanted.Select(Named)), present, $"`GET {readAt}`"));
    }

    private static string Named(EntityTagHeaderValue tag) => tag.Tag.Value!.Trim('"').Split(Between)[0];

    private static EntityTagHeaderValue Of(string tag) => new($"\"{tag}\"");
}

using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using PolicyApi.Platform.Problems;

namespace PolicyApi.Platform.Requests;

/// <summary>
/// Entity tags, which say what a reader has seen. Things that can be changed have tags of two parts, <c>"named.shown"</c>. The first part says what state a
/// change is based on: the hash of a version's content, the number of a document's publications, what was done to a key or a job. <c>If-Match</c> compares
/// only this part. The second part is a hash of everything else that is shown, such as a version's status, so that <c>If-None-Match</c> does not treat a
/// response as unchanged when it is not. A tag without a second part means that nothing else is shown. Things that cannot be changed have the hash of their bytes.
/// </summary>
internal static class ETags
{
    private const char Between = '.';
    private const int ShownDigits = 16;

    /// <summary>Sets a tag of one part.</summary>
    /// <param name="response">The response.</param>
    /// <param name="named">The state on which a change is based, or the hash of what is shown; without a point.</param>
    public static void Set(HttpResponse response, string named) => response.GetTypedHeaders().ETag = Of(named);

    /// <summary>Sets a tag of two parts.</summary>
    /// <param name="response">The response.</param>
    /// <param name="named">The state on which a change is based; without a point.</param>
    /// <param name="shown">What else is shown.</param>
    public static void Set<T>(HttpResponse response, string named, T shown)
    {
        var options = response.HttpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var hash = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(shown, options)));
        Set(response, $"{named}{Between}{hash[..ShownDigits]}");
    }

    /// <summary>Whether <c>If-None-Match</c> of a reading request names a tag, compared weakly (RFC 9110, 13.1.2).</summary>
    /// <param name="request">The request.</param>
    /// <param name="present">The tag of the response.</param>
    public static bool IsHad(HttpRequest request, EntityTagHeaderValue present) =>
        HttpMethods.IsGet(request.Method) && request.Headers.IfNoneMatch.Count > 0
        && request.GetTypedHeaders().IfNoneMatch.Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Compare(present, useStrongComparison: false));

    /// <summary>Returns <c>If-Match</c> without the second parts of its tags: the state on which a change is based.</summary>
    /// <param name="request">The request.</param>
    public static string NamedBy(HttpRequest request) =>
        request.GetTypedHeaders().IfMatch is { Count: > 0 } tags ? string.Join(", ", tags.Select(Named)) : request.Headers.IfMatch.ToString();

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

        if (!wanted.Any(t => !t.IsWeak && string.Equals(Named(t), present, StringComparison.Ordinal)))
            throw new FaultException(Faults.Stale(string.Join(" and ", wanted.Select(Named)), present, $"`GET {readAt}`"));
    }

    private static string Named(EntityTagHeaderValue tag) => tag.Tag.Value!.Trim('"').Split(Between)[0];

    private static EntityTagHeaderValue Of(string tag) => new($"\"{tag}\"");
}

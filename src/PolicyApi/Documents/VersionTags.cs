using PolicyApi.Platform.Json;
using PolicyApi.Platform.Requests;

namespace PolicyApi.Documents;

/// <summary>The tags of versions: a change is made against the content; status, approval and standing are shown beside it.</summary>
internal static class VersionTags
{
    /// <summary>Marks a response with the tag under which the version can be read.</summary>
    /// <param name="response">The response.</param>
    /// <param name="version">The version; with or without its content, whose hash it has.</param>
    public static void Set(HttpResponse response, VersionContent version) =>
        ETags.Set(response, version.Sha256, version with { Content = new RawJson("null"u8.ToArray()), Warnings = null });
}

using PolicyApi.Platform.Json;
using PolicyApi.Platform.Requests;

namespace PolicyApi.Documents;

/// <summary>The entity tags of versions. A change is based on the content; everything else that is shown, such as the status, is in the second part.</summary>
internal static class VersionTags
{
    /// <summary>Sets the tag of a version on a response.</summary>
    /// <param name="response">The response.</param>
    /// <param name="version">The version, with or without its content.</param>
    public static void Set(HttpResponse response, VersionContent version) =>
        ETags.Set(response, version.Sha256, version with { Content = new RawJson("null"u8.ToArray()), Warnings = null });
}

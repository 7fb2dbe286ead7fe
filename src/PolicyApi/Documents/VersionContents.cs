using PolicyApi.Catalog;
using PolicyApi.Platform.Json;
using PolicyApi.Platform.Problems;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Documents;

/// <summary>Puts catalogue entries into wire form.</summary>
internal static class VersionContents
{
    /// <summary>A document without its contents.</summary>
    public static DocumentDetails Details(DocumentHistory history, DateOnly today) =>
        new(history.Key.Id, history.Kind, history.Title, history.Versions.Length, history.InForce(today, null)?.Version);

    /// <summary>A version without its content.</summary>
    public static VersionDetails Details(DocumentVersion version) =>
        new(version.Number, version.Status, version.Sha256, version.CreatedBy, version.UpdatedAt, version.UpdatedBy);

    /// <summary>A publication.</summary>
    public static PublicationDetails Details(Publication publication) =>
        new(publication.Version, publication.EffectiveFrom, publication.At, publication.By);

    /// <summary>A version with a content at hand.</summary>
    public static VersionContent Content(
        DocumentHistory history, DocumentVersion version, ReadOnlyMemory<byte> content, IReadOnlyList<ProblemEntry>? warnings = null) =>
        new(history.Key.Id, history.Kind, version.Number, version.Status, version.Sha256, version.UpdatedAt, new RawJson(content), warnings);

    /// <summary>A version with its stored content.</summary>
    /// <exception cref="FaultException">There is no such version.</exception>
    public static async Task<VersionContent> ReadAsync(PolicyCatalog catalog, DocumentKey key, int number, CancellationToken cancellation)
    {
        if (catalog.Snapshot.Find(key) is not { } history)
            throw new FaultException(CatalogFaults.NotFound(key, null));
        if (history.FindVersion(number) is not { } version)
            throw new FaultException(CatalogFaults.NotFound(key, number));
        var content = await catalog.ReadContentAsync(key, number, cancellation);
        return Content(history, version, content!.Value);
    }

    /// <summary>The saved version with the warnings of its check.</summary>
    public static VersionContent Saved(CatalogResult.Saved saved, Document document, IReadOnlyList<ProblemEntry> warnings) =>
        Content(saved.History, saved.Version, document.Canonical, warnings);
}

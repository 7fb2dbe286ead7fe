using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Catalog;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Json;
using PolicyApi.Storage;

namespace PolicyApi.Exchange;

/// <summary>Exports the documents in force on a day as files.</summary>
internal static class ExportCatalog
{
    private static readonly JsonTypeInfo<CatalogManifest> ManifestType = WireJson.Type<CatalogManifest>(ExchangeJson.Default);

    /// <summary>Writes the archive.</summary>
    public static async Task<FileContentHttpResult> HandleAsync(
        [AsParameters] WhenQuery when, HttpResponse response, [FromServices] PolicyCatalog catalog, [FromServices] TimeProvider time, CancellationToken cancellation)
    {
        var snapshot = catalog.Snapshot;
        var (asOf, knownAt) = when.At(StoredTime.Cut(time.GetUtcNow()));
        var files = new List<ArchiveFile>();
        var documents = new List<ExportedDocument>();
        foreach (var pin in snapshot.InForceAt(asOf, knownAt))
        {
            var content = await catalog.ReadContentAsync(pin.Key, pin.Version, cancellation);
            var path = $"{pin.Key}.json";
            files.Add(new ArchiveFile(path, CatalogArchive.Indented(content!.Value)));
            documents.Add(new ExportedDocument(path, snapshot.Find(pin.Key)!.Kind, pin.Key.Id, pin.Version, pin.Sha256));
        }

        var manifest = JsonSerializer.SerializeToUtf8Bytes(new CatalogManifest(asOf, snapshot.KnownAt(knownAt)?.At, documents), ManifestType);
        response.Headers.CacheControl = "no-store";
        return TypedResults.File(
            CatalogArchive.Write([.. files, new ArchiveFile(CatalogArchive.Manifest, CatalogArchive.Indented(manifest))]), CatalogArchive.MediaType, $"catalog-{asOf:yyyy-MM-dd}.zip");
    }
}

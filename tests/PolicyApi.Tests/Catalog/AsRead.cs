using PolicyApi.Catalog;
using PolicyApi.Storage;

namespace PolicyApi.Tests.Catalog;

/// <summary>Commands by someone who has just read what they are about.</summary>
internal static class AsRead
{
    public static Task<CatalogResult> SubmitAsync(this OpenCatalog catalog, VersionKey version, string actor) =>
        catalog.Approvals.SubmitAsync(version, Sha256(catalog, version), null, actor, CancellationToken.None);

    public static Task<CatalogResult> PublishAsync(this OpenCatalog catalog, VersionKey version, DateOnly from, string actor) =>
        catalog.Publications.PublishAsync(version, Sha256(catalog, version), from, "agreed", actor, CancellationToken.None);

    public static Task<CatalogResult> RollBackAsync(this OpenCatalog catalog, DocumentKey key, int? toVersion, DateOnly from, string actor) =>
        catalog.Publications.RollBackAsync(key, catalog.Reading.Snapshot.Find(key)!.PublicationsTag, toVersion, from, "back", actor, CancellationToken.None);

    private static string Sha256(OpenCatalog catalog, VersionKey version) =>
        catalog.Reading.Snapshot.Find(version.Key)?.FindVersion(version.Number)?.Sha256 ?? "nothing was read";
}

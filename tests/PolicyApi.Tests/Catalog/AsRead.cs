using PolicyApi.Catalog;
using PolicyApi.Storage;

namespace PolicyApi.Tests.Catalog;

/// <summary>Commands and questions by someone who has just read what they are about.</summary>
internal static class AsRead
{
    public static Task<CatalogResult> SubmitAsync(this OpenCatalog catalog, VersionKey version, string actor) =>
        catalog.Approvals.SubmitAsync(version, Sha256(catalog, version), null, actor, CancellationToken.None);

    public static Task<CatalogResult> PublishAsync(this OpenCatalog catalog, VersionKey version, DateOnly from, string actor) =>
        catalog.Publications.PublishAsync(version, Sha256(catalog, version), from, "agreed", actor, CancellationToken.None);

    public static Task<CatalogResult> RollBackAsync(this OpenCatalog catalog, DocumentKey key, int? toVersion, DateOnly from, string actor) =>
        catalog.Publications.RollBackAsync(key, catalog.Reading.Snapshot.Find(key)!.PublicationsTag, toVersion, from, "back", actor, CancellationToken.None);

    public static async Task<SetInForce?> GetSetAsync(this PolicyCatalog catalog, DateOnly? asOf, DateTimeOffset? knownAt, VersionKey? instead)
    {
        if (instead is null)
            return await catalog.GetSetWithAsync(asOf, knownAt, [], CancellationToken.None);
        var version = catalog.Snapshot.Find(instead.Key)!.FindVersion(instead.Number)!;
        return await catalog.GetSetWithAsync(asOf, knownAt, [new DocumentPin(instead.Key, version.Number, version.Sha256)], CancellationToken.None);
    }

    private static string Sha256(OpenCatalog catalog, VersionKey version) =>
        catalog.Reading.Snapshot.Find(version.Key)?.FindVersion(version.Number)?.Sha256 ?? "nothing was read";
}

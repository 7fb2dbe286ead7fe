using PolicyApi.Catalog.Force;
using PolicyApi.Storage;

namespace PolicyApi.Catalog;

/// <content>How commands take turns and reach the journal.</content>
public sealed partial class PolicyCatalog
{
    private static (DocumentHistory? History, DocumentVersion? Version, CatalogResult? Failure) Locate(
        CatalogSnapshot snapshot, VersionKey key, string? expectedSha256)
    {
        if (snapshot.Find(key.Key) is not { } history)
            return (null, null, new CatalogResult.NotFound(key.Key, null));
        if (history.FindVersion(key.Number) is not { } version)
            return (history, null, new CatalogResult.NotFound(key.Key, key.Number));
        if (expectedSha256 is not null && !string.Equals(version.Sha256, expectedSha256, StringComparison.Ordinal))
            return (history, version, new CatalogResult.Conflict(history));
        return (history, version, null);
    }

    private async Task<CatalogResult> SaveAsync(NewEntry entry)
    {
        if (entry.EffectiveFrom is not null)
            throw new InvalidOperationException("what comes into force has to pass its gates first.");
        if (!await AppendAsync([entry]))
            return new CatalogResult.Conflict(Snapshot.Find(entry.Key));
        var history = Snapshot.Find(entry.Key)!;
        return new CatalogResult.Saved(history, history.FindVersion(entry.Version)!);
    }

    /// <returns><see langword="false"/> when another process was quicker; what it wrote has then been taken over.</returns>
    private Task<bool> AppendAsync(IntoForce.Cleared cleared) => AppendAsync(cleared.Entries);

    /// <returns><see langword="false"/> when another process was quicker; what it wrote has then been taken over.</returns>
    private async Task<bool> AppendAsync(IReadOnlyList<NewEntry> entries)
    {
        // From here on nothing gives up: what is in the journal must be in the catalogue.
        var result = await _store.AppendAsync(entries, CancellationToken.None);
        if (result is AppendResult.Appended { Entries: var written } && written[0].Sequence == _state.Snapshot.Revision + 1)
            _state = await StateOfAsync(_state.Snapshot.Fold(written), Today, CancellationToken.None);
        else
            await CatchUpAsync(CancellationToken.None);
        return result is AppendResult.Appended;
    }

    private async Task<CatalogResult> InTurnAsync(Func<CatalogSnapshot, Task<CatalogResult>> command, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await command(_state.Snapshot);
        }
        finally
        {
            _turn.Release();
        }
    }
}

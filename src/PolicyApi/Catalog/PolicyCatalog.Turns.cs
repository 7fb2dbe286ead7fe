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
            return (history, version, new CatalogResult.Conflict(history, expectedSha256, version.Sha256));
        return (history, version, null);
    }

    private async Task<CatalogResult> SaveAsync(NewDocumentEntry entry)
    {
        if (entry.EffectiveFrom is not null)
            throw new InvalidOperationException("whatever comes into force has to pass its gates first.");
        if (await AppendAsync(StoreChange.Of(entry)) is not AppendResult.Appended)
            return new CatalogResult.Conflict(Snapshot.Find(entry.Key));
        var history = Snapshot.Find(entry.Key)!;
        return new CatalogResult.Saved(history, history.FindVersion(entry.Version)!);
    }

    /// <summary>Appends, and takes over what that, or another process, has changed.</summary>
    private async Task<AppendResult> AppendAsync(StoreChange change)
    {
        // From here on nothing gives up: what is in the journal must be in the catalogue.
        var result = await _store.AppendAsync(change, CancellationToken.None);
        if (result is AppendResult.Appended { Entries: var written } && written[0].Sequence == _state.Snapshot.Revision + 1)
            _state = await StateOfAsync(_state.Snapshot.Fold([.. written.OfType<DocumentEntry>()]), Today, CancellationToken.None);
        else
            await CatchUpAsync(CancellationToken.None);
        return result;
    }

    private async Task<T> InTurnAsync<T>(Func<CatalogSnapshot, Task<T>> command, CancellationToken cancellationToken)
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

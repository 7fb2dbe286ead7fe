using PolicyApi.Access.Keys;
using PolicyApi.Platform.Stores;
using PolicyApi.Storage;

namespace PolicyApi.Platform.Replicas;

/// <summary>
/// Loads changes that other replicas have written: documents into the catalogue, keys into the key directory. With a store for a single
/// process there is nothing to do.
/// </summary>
/// <param name="store">The store, which announces changes.</param>
/// <param name="catalog">The documents.</param>
/// <param name="keys">The API keys.</param>
/// <param name="log">Receives reports of changes that could not be loaded.</param>
internal sealed partial class ReplicaFollower(StoreHolder store, CatalogHolder catalog, KeyDirectory keys, ILogger<ReplicaFollower> log) : BackgroundService
{
    private long? _documents;

    /// <summary>Why this replica may answer by outdated rules or keys; <see langword="null"/> if it is up to date.</summary>
    public string? Behind { get; private set; }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (store.Changes is not { } changes)
            return;
        await foreach (var head in changes.WatchAsync(stoppingToken))
            await TakeAsync(head, stoppingToken);
    }

    private async Task TakeAsync(JournalHead head, CancellationToken cancellation)
    {
        try
        {
            if (_documents != head.DocumentSequence)
                await catalog.Catalog.RefreshAsync(cancellation);
            _documents = head.DocumentSequence;

            // Always refreshed, because not every change of a key advances the document sequence. There are few keys, so this is cheap.
            await keys.RefreshAsync(cancellation);
            Behind = null;
        }
        catch (StoreException e)
        {
            // Retried at the next check of the journal. Until it succeeds, the service reports that it is not ready.
            Behind = $"changes of other replicas cannot be taken over: {e.Message}";
            NotTaken(log, e);
        }
    }

    [LoggerMessage(LogLevel.Error, "changes by other replicas could not be loaded; it will be retried")]
    private static partial void NotTaken(ILogger log, Exception exception);
}

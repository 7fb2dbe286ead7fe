using PolicyApi.Access.Keys;
using PolicyApi.Platform.Stores;
using PolicyApi.Storage;

namespace PolicyApi.Platform.Replicas;

/// <summary>
/// Takes over what other replicas have written: publications into the catalogue, keys into the directory. With a store of one process
/// there is nothing to do.
/// </summary>
/// <param name="store">Tells when there is something.</param>
/// <param name="catalog">The documents.</param>
/// <param name="keys">The API keys.</param>
/// <param name="log">Is told what could not be taken over.</param>
internal sealed partial class ReplicaFollower(StoreHolder store, CatalogHolder catalog, KeyDirectory keys, ILogger<ReplicaFollower> log) : BackgroundService
{
    private long? _documents;

    /// <summary>Why this replica may answer by what no longer holds; <see langword="null"/> when it is up to date.</summary>
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

            // They are few, and a revocation need not stand in the journal: looking costs less than knowing.
            await keys.RefreshAsync(cancellation);
            Behind = null;
        }
        catch (StoreException e)
        {
            // It is tried again at the next look, and the service says that it is not ready until it works.
            Behind = $"changes of other replicas cannot be taken over: {e.Message}";
            NotTaken(log, e);
        }
    }

    [LoggerMessage(LogLevel.Error, "changes by other replicas could not be loaded; it will be retried")]
    private static partial void NotTaken(ILogger log, Exception exception);
}

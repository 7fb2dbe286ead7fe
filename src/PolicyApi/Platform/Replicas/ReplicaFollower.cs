using PolicyApi.Access.Keys;
using PolicyApi.Storage;

namespace PolicyApi.Platform.Replicas;

/// <summary>
/// Takes over what other replicas have written: publications into the catalogue, keys into the directory. Registered only with a
/// store that several processes share.
/// </summary>
/// <param name="changes">Tells when there is something.</param>
/// <param name="catalog">The documents.</param>
/// <param name="keys">The API keys.</param>
/// <param name="log">Is told what could not be taken over.</param>
internal sealed partial class ReplicaFollower(IStoreChanges changes, CatalogHolder catalog, KeyDirectory keys, ILogger<ReplicaFollower> log) : BackgroundService
{
    private JournalHead? _taken;

    /// <summary>Why this replica may answer by what no longer holds; <see langword="null"/> when it is up to date.</summary>
    public string? Behind { get; private set; }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var head in changes.WatchAsync(stoppingToken))
        {
            if (_taken != head)
                await TakeAsync(head, stoppingToken);
        }
    }

    private async Task TakeAsync(JournalHead head, CancellationToken cancellation)
    {
        try
        {
            if (_taken?.DocumentSequence != head.DocumentSequence)
                await catalog.Catalog.RefreshAsync(cancellation);

            // Every change of a key is noted in the journal.
            await keys.OpenAsync(cancellation);
            _taken = head;
            Behind = null;
        }
        catch (StoreException e)
        {
            // It is tried again at the next question, and the service says that it is not ready until it works.
            Behind = $"changes of other replicas cannot be taken over: {e.Message}";
            NotTaken(log, e);
        }
    }

    [LoggerMessage(LogLevel.Error, "what other replicas have changed could not be taken over; it is tried again")]
    private static partial void NotTaken(ILogger log, Exception exception);
}

namespace PolicyApi.Storage;

/// <summary>Tells a process what other processes have written to the shared store. A store of a single process never reports anything.</summary>
public interface IStoreChanges
{
    /// <summary>
    /// Returns the end of the journal repeatedly: at once when another process reports a write, and otherwise at the store's polling interval,
    /// so that a lost message only delays it that long. While the store cannot be reached, nothing is returned.
    /// </summary>
    /// <param name="cancellationToken">Ends the sequence.</param>
    IAsyncEnumerable<JournalHead> WatchAsync(CancellationToken cancellationToken);
}

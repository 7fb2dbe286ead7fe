namespace PolicyApi.Storage;

/// <summary>Tells a process what others have written to the store they share. A store of one process has nothing to tell.</summary>
public interface IStoreChanges
{
    /// <summary>
    /// Gives the end of the journal again and again: at once when another process says that it has written, and else at the pace of the
    /// store, so that a lost message costs no more than that. While the store cannot be reached, nothing is given.
    /// </summary>
    /// <param name="cancellationToken">Ends it.</param>
    IAsyncEnumerable<JournalHead> WatchAsync(CancellationToken cancellationToken);
}

namespace PolicyApi.Storage;

/// <summary>A store whose files keep changed or removed bytes until they are wiped. Other stores are wiped with the tools of their database.</summary>
public interface IStoreWiper
{
    /// <summary>Removes all traces of changed or removed data from the files. Repeating it does no harm.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    Task WipeAsync(CancellationToken cancellationToken);
}

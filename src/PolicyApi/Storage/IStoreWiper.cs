namespace PolicyApi.Storage;

/// <summary>A store whose files keep changed or removed bytes until they are wiped. Other stores are wiped with the tools of their database.</summary>
public interface IStoreWiper
{
    /// <summary>Sees to it that nothing that was changed or removed is left in the files. Doing it again does no harm.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    Task WipeAsync(CancellationToken cancellationToken);
}

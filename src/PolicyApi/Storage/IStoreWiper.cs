namespace PolicyApi.Storage;

/// <summary>A store whose files keep what was changed or removed until they are told to let go of it. Others are wiped by the tools of their database.</summary>
public interface IStoreWiper
{
    /// <summary>Sees to it that nothing that was changed or removed is left in the files. Doing it again does no harm.</summary>
    /// <param name="cancellationToken">Gives up while waiting.</param>
    Task WipeAsync(CancellationToken cancellationToken);
}

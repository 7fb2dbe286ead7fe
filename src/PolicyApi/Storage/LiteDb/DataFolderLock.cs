namespace PolicyApi.Storage.LiteDb;

/// <summary>Keeps the data folder to one process, by a file held open exclusively. The system lets go of it when the process ends, however it ends.</summary>
internal sealed class DataFolderLock : IDisposable
{
    private const string FileName = "store.lock";

    private readonly FileStream _held;

    private DataFolderLock(FileStream held) => _held = held;

    /// <exception cref="StoreInUseException">Someone else holds it.</exception>
    public static DataFolderLock Take(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new DataFolderLock(new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e)
        {
            throw new StoreInUseException(
                $"the data folder `{folder}` is open in another process; stop that process, or give this one a folder of its own ({e.Message})", e);
        }
    }

    public void Dispose() => _held.Dispose();
}

namespace PolicyApi.Storage.LiteDb.Files;

/// <summary>Restricts the data folder to one process, by a file held open exclusively. The system releases it when the process ends, in whatever way.</summary>
internal sealed class DataFolderLock : IDisposable
{
    private const string FileName = "store.lock";

    // The system's error codes for a file that another process holds: Windows, Linux, macOS.
    private static readonly int[] SharingViolations = [unchecked((int)0x80070020), 11, 35];

    private readonly FileStream _held;

    private DataFolderLock(FileStream held) => _held = held;

    /// <exception cref="StoreInUseException">Another process holds it.</exception>
    /// <exception cref="StoreFailedException">The folder cannot be written to.</exception>
    public static DataFolderLock Take(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new DataFolderLock(new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (SharingViolations.Contains(e.HResult))
        {
            throw new StoreInUseException(
                $"the data folder `{folder}` is in use by another process; stop that process, or give this one a folder of its own ({e.Message})", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreFailedException($"the data folder `{folder}` cannot be written to; give this process write access, or set another folder with `Store:Folder` ({e.Message})", e);
        }
    }

    public void Dispose() => _held.Dispose();
}

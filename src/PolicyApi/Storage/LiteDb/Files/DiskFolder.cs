namespace PolicyApi.Storage.LiteDb.Files;

/// <summary>A folder on the machine's disk.</summary>
internal sealed class DiskFolder : IDataFolder
{
    private readonly string _path;
    private readonly DataFolderLock _lock;
    private readonly DriveInfo _disk;

    /// <summary>Takes the folder for this process.</summary>
    /// <param name="path">The folder; created if absent.</param>
    /// <exception cref="StoreInUseException">Another process has it open.</exception>
    public DiskFolder(string path)
    {
        _path = Path.GetFullPath(path);
        _lock = DataFolderLock.Take(path);
        _disk = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(_path)! : _path);
    }

    public long? FreeBytes
    {
        get
        {
            try
            {
                return _disk.AvailableFreeSpace;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A write will report it.
                return null;
            }
        }
    }

    public IReadOnlyList<string> Names() =>
        [.. Directory.EnumerateFiles(_path).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    public IDataFile Open(string name)
    {
        var path = Path.Combine(_path, name);
        var isNew = !File.Exists(path);
        var file = new DiskFile(path);
        if (isNew)
            FolderSync.Sync(_path);
        return file;
    }

    public void Rename(string from, string to)
    {
        File.Move(Path.Combine(_path, from), Path.Combine(_path, to), overwrite: true);
        FolderSync.Sync(_path);
    }

    public void Delete(string name) => File.Delete(Path.Combine(_path, name));

    public void Dispose() => _lock.Dispose();
}

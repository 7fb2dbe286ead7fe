namespace PolicyApi.Storage.LiteDb.Files;

/// <summary>A folder of the machine.</summary>
/// <param name="path">The folder; made when absent.</param>
internal sealed class DiskFolder(string path) : IDataFolder
{
    private readonly string _path = Directory.CreateDirectory(path).FullName;

    public IReadOnlyList<string> Names() =>
        [.. Directory.EnumerateFiles(_path).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    public IDataFile Open(string name)
    {
        var file = new DiskFile(Path.Combine(_path, name));
        FolderSync.Sync(_path);
        return file;
    }

    public void Rename(string from, string to)
    {
        File.Move(Path.Combine(_path, from), Path.Combine(_path, to), overwrite: true);
        FolderSync.Sync(_path);
    }

    public void Delete(string name) => File.Delete(Path.Combine(_path, name));
}

namespace PolicyApi.Storage.Files;

/// <summary>Files and folders that nobody but the service's user can open.</summary>
internal static class OwnerOnly
{
    private const UnixFileMode FileMode600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderMode700 = FileMode600 | UnixFileMode.UserExecute;
    private const UnixFileMode Others = ~FolderMode700;

    /// <summary>How to open a file that is written anew.</summary>
    public static FileStreamOptions Replacing() => Options(FileMode.Create);

    /// <summary>How to open a file that must not be there yet.</summary>
    public static FileStreamOptions Creating() => Options(FileMode.CreateNew);

    /// <summary>Makes the folder, or takes the others' rights away from one that is there.</summary>
    /// <param name="folder">Its path.</param>
    /// <returns><see langword="false"/> when the folder belongs to someone else and stays open to others.</returns>
    public static bool Folder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            // A folder there has the rights of the one it lies in.
            Directory.CreateDirectory(folder);
            return true;
        }

        Directory.CreateDirectory(folder, FolderMode700);
        if ((File.GetUnixFileMode(folder) & Others) == UnixFileMode.None)
            return true;
        try
        {
            File.SetUnixFileMode(folder, FolderMode700);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static FileStreamOptions Options(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.Delete };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = FileMode600;
        return options;
    }
}

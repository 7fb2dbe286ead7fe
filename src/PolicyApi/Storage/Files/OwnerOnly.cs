using System.Runtime.Versioning;
using System.Text;

namespace PolicyApi.Storage.Files;

/// <summary>Creates files and folders that only the service's user can open.</summary>
internal static class OwnerOnly
{
    private const UnixFileMode FileMode600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderMode700 = FileMode600 | UnixFileMode.UserExecute;
    private const UnixFileMode Others = ~FolderMode700;
    private const UnixFileMode Rights = (UnixFileMode)0b111_111_111;

    /// <summary>Writes a file that must not exist yet. It appears under its name when it is complete and on disk.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="text">The content.</param>
    /// <exception cref="IOException">The file exists, or cannot be written.</exception>
    public static void WriteNew(string path, string text)
    {
        var beside = path + ".new";

        // Overwriting a file left by an earlier attempt would keep its permissions.
        File.Delete(beside);
        using (var file = new FileStream(beside, Creating()))
        {
            file.Write(Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path);
    }

    /// <summary>Returns options for creating a file that must not exist yet.</summary>
    public static FileStreamOptions Creating()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Delete };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = FileMode600;
        return options;
    }

    /// <summary>Creates the folder, or removes other users' permissions from an existing one.</summary>
    /// <param name="folder">The path of the folder.</param>
    /// <returns><see langword="false"/> if the folder belongs to another user and stays open to others.</returns>
    public static bool Folder(string folder)
    {
        NewFolder(folder);
        if (OperatingSystem.IsWindows() || !IsOpen(folder))
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

    /// <summary>Whether other users have any permission on an existing folder.</summary>
    /// <param name="folder">The path of the folder.</param>
    [UnsupportedOSPlatform("windows")]
    public static bool IsOpen(string folder) => (File.GetUnixFileMode(folder) & Rights & Others) != UnixFileMode.None;

    /// <summary>Creates the folder, or leaves an existing one unchanged.</summary>
    /// <param name="folder">The path of the folder.</param>
    public static void NewFolder(string folder)
    {
        // A folder on Windows inherits the permissions of its parent.
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, FolderMode700);
    }
}

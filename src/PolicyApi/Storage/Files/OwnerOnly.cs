using System.Runtime.Versioning;
using System.Text;

namespace PolicyApi.Storage.Files;

/// <summary>Files and folders that nobody but the service's user can open.</summary>
internal static class OwnerOnly
{
    private const UnixFileMode FileMode600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderMode700 = FileMode600 | UnixFileMode.UserExecute;
    private const UnixFileMode Others = ~FolderMode700;
    private const UnixFileMode Rights = (UnixFileMode)0b111_111_111;

    /// <summary>Writes a file that must not be there yet, which appears under its name when it is whole and on the disk.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="text">What is in it.</param>
    /// <exception cref="IOException">It is there, or cannot be written.</exception>
    public static void WriteNew(string path, string text)
    {
        var beside = path + ".new";

        // Written over, what an earlier attempt has left would keep its rights.
        File.Delete(beside);
        using (var file = new FileStream(beside, Creating()))
        {
            file.Write(Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path);
    }

    /// <summary>How to open a file that must not be there yet.</summary>
    public static FileStreamOptions Creating()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Delete };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = FileMode600;
        return options;
    }

    /// <summary>Makes the folder, or takes the others' rights away from one that is there.</summary>
    /// <param name="folder">Its path.</param>
    /// <returns><see langword="false"/> when the folder belongs to someone else and stays open to others.</returns>
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

    /// <summary>Whether others have any right to a folder that is there.</summary>
    /// <param name="folder">Its path.</param>
    [UnsupportedOSPlatform("windows")]
    public static bool IsOpen(string folder) => (File.GetUnixFileMode(folder) & Rights & Others) != UnixFileMode.None;

    /// <summary>Makes the folder, or leaves one that is there as it is.</summary>
    /// <param name="folder">Its path.</param>
    public static void NewFolder(string folder)
    {
        // A folder of Windows has the rights of the one it lies in.
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, FolderMode700);
    }
}

using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace PolicyApi.Storage.LiteDb.Files;

/// <summary>
/// Makes the names in a folder durable. A file's own sync need not cover its name, and the framework has no function for it.
/// </summary>
internal static class FolderSync
{
    private const int ReadOnly = 0;

    /// <summary>Returns when the names are on the disk. Windows writes them with the file and has no such call.</summary>
    /// <exception cref="IOException">The system reported an error.</exception>
    public static void Sync(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = OpenFolder(Encoding.UTF8.GetBytes(folder + '\0'), ReadOnly);
        if (descriptor < 0)
            throw Failed(folder);
        try
        {
            if (SyncFolder(descriptor) != 0)
                throw Failed(folder);
        }
        finally
        {
            _ = CloseFolder(descriptor);
        }
    }

    private static IOException Failed(string folder) =>
        new($"the folder `{folder}` cannot be synced: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");

#pragma warning disable SYSLIB1054 // The generated form needs unsafe code, which is not justified for three calls.
    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OpenFolder(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SyncFolder(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int CloseFolder(int descriptor);
#pragma warning restore SYSLIB1054
}

using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PolicyApi.Storage.LiteDb.Files;

/// <summary>Makes a file's data and length durable, but not its times: those need an additional write.</summary>
internal static class DataSync
{
    private const int Interrupted = 4;

    /// <summary>Returns when the data is on the disk.</summary>
    /// <exception cref="IOException">The system reported an error.</exception>
    public static void Sync(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(file);
            return;
        }

        while (SyncData(file) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error != Interrupted)
                throw new IOException($"a file cannot be synced: {new Win32Exception(error).Message}");
        }
    }

#pragma warning disable SYSLIB1054 // The generated form needs unsafe code, which is not justified for one call.
    [DllImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SyncData(SafeFileHandle file);
#pragma warning restore SYSLIB1054
}

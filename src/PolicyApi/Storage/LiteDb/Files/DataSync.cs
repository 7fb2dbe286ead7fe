using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PolicyApi.Storage.LiteDb.Files;

/// <summary>Makes what was written to a file durable, with its length, and without its times: those cost a write of their own.</summary>
internal static class DataSync
{
    private const int Interrupted = 4;

    /// <summary>Returns when it is on the disk.</summary>
    /// <exception cref="IOException">The system could not.</exception>
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

#pragma warning disable SYSLIB1054 // The generated form needs unsafe code, which one call does not justify.
    [DllImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SyncData(SafeFileHandle file);
#pragma warning restore SYSLIB1054
}

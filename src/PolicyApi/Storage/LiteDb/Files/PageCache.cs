using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PolicyApi.Storage.LiteDb.Files;

/// <summary>
/// Releases parts of files from the system's page cache. A file that only grows would fill it with data that nobody reads, and each write would have to find
/// memory that was not used recently, which on virtual machines costs more than the write.
/// </summary>
internal static class PageCache
{
    private const int NotNeeded = 4;

    /// <summary>Releases a part that is on the disk. This is advice: systems without it, or that ignore it, do nothing.</summary>
    /// <param name="file">The file.</param>
    /// <param name="from">The start of the part.</param>
    /// <param name="to">The end of the part.</param>
    public static void Forget(SafeFileHandle file, long from, long to)
    {
        if (OperatingSystem.IsLinux() && Environment.Is64BitProcess)
            _ = Advise(file, from, to - from, NotNeeded);
    }

#pragma warning disable SYSLIB1054 // The generated form needs unsafe code, which is not justified for one call.
    [DllImport("libc", EntryPoint = "posix_fadvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Advise(SafeFileHandle file, long from, long length, int advice);
#pragma warning restore SYSLIB1054
}

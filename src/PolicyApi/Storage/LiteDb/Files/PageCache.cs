using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PolicyApi.Storage.LiteDb.Files;

/// <summary>
/// Gives the system's memory for parts of files back. A file that only grows would fill it with what nobody reads, and each write would have to find
/// memory that was not used lately, which on virtual machines costs more than the write.
/// </summary>
internal static class PageCache
{
    private const int NotNeeded = 4;

    /// <summary>Lets go of a part that is on the disk. It is an advice: where the system knows none, or takes none, nothing happens.</summary>
    /// <param name="file">The file.</param>
    /// <param name="from">Where the part starts.</param>
    /// <param name="to">Where it ends.</param>
    public static void Forget(SafeFileHandle file, long from, long to)
    {
        if (OperatingSystem.IsLinux() && Environment.Is64BitProcess)
            _ = Advise(file, from, to - from, NotNeeded);
    }

#pragma warning disable SYSLIB1054 // The generated form needs unsafe code, which one call does not justify.
    [DllImport("libc", EntryPoint = "posix_fadvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Advise(SafeFileHandle file, long from, long length, int advice);
#pragma warning restore SYSLIB1054
}

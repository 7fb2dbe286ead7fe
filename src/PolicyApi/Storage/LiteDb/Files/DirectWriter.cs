using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PolicyApi.Storage.LiteDb.Files;

/// <summary>
/// A second way into a file, by which whole sectors go from the program's memory to the disk: the system neither copies them nor keeps them. Not every
/// system and file system has it; what it refuses takes the ordinary way, from then on all of it.
/// </summary>
internal sealed class DirectWriter : IDisposable
{
    private const int SetFlags = 4;
    private const int DirectOnX64 = 0x4000;
    private const int DirectOnArm64 = 0x10000;

    private SafeFileHandle? _handle;

    /// <summary>Opens it, where there is one.</summary>
    /// <param name="path">A file that is there.</param>
    public DirectWriter(string path)
    {
        var flag = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => DirectOnX64,
            Architecture.Arm64 => DirectOnArm64,
            _ => 0,
        };
        if (!OperatingSystem.IsLinux() || flag == 0)
            return;
        try
        {
            _handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Too many files are open, perhaps: the ordinary way is open already.
            return;
        }

        if (ControlFile(_handle, SetFlags, flag) != 0)
            Dispose();
    }

    /// <summary>Whether there is such a way, as far as is known.</summary>
    public bool IsOpen => _handle is not null;

    /// <summary>Writes sectors.</summary>
    /// <param name="position">A multiple of <see cref="SectorMemory.Sector"/>.</param>
    /// <param name="sectors">Memory of <see cref="SectorMemory"/>.</param>
    /// <returns><see langword="false"/> when they have to take the ordinary way, which also tells what is wrong, if anything is.</returns>
    public bool TryWrite(long position, ReadOnlySpan<byte> sectors) => TryWrite(RandomAccess.Write, position, sectors);

    /// <summary>Writes sectors that lie in several pieces, one behind the other, in one call.</summary>
    /// <param name="position">A multiple of <see cref="SectorMemory.Sector"/>.</param>
    /// <param name="pieces">Memory of <see cref="SectorMemory"/>, whole sectors each.</param>
    /// <returns><see langword="false"/> when they have to take the ordinary way; some of them may have been written.</returns>
    public bool TryWrite(long position, IReadOnlyList<ReadOnlyMemory<byte>> pieces) => TryWrite(RandomAccess.Write, position, pieces);

    /// <inheritdoc/>
    public void Dispose()
    {
        _handle?.Dispose();
        _handle = null;
    }

    private bool TryWrite<T>(Action<SafeFileHandle, T, long> write, long position, T bytes)
        where T : allows ref struct
    {
        if (_handle is null)
            return false;
        try
        {
            write(_handle, bytes, position);
            return true;
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            Dispose();
            return false;
        }
    }

#pragma warning disable SYSLIB1054 // The generated form needs unsafe code, which one call does not justify.
    [DllImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ControlFile(SafeFileHandle file, int command, int argument);
#pragma warning restore SYSLIB1054
}

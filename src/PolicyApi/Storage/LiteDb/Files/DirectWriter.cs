using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PolicyApi.Storage.LiteDb.Files;

/// <summary>
/// A second way to write a file: whole sectors go from the program's memory to the disk, and the system neither copies nor caches them. Not every
/// system and file system supports it; after a refusal all writes use the normal way.
/// </summary>
internal sealed class DirectWriter : IDisposable
{
    private const int SetFlags = 4;
    private const int DirectOnX64 = 0x4000;
    private const int DirectOnArm64 = 0x10000;

    private SafeFileHandle? _handle;

    /// <summary>Opens the file for direct writing, if the system supports it.</summary>
    /// <param name="path">An existing file.</param>
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
            // Perhaps too many files are open: the normal way is already open.
            return;
        }

        if (ControlFile(_handle, SetFlags, flag) != 0)
            Dispose();
    }

    /// <summary>Whether direct writing works, as far as is known.</summary>
    public bool IsOpen => _handle is not null;

    /// <summary>Writes sectors.</summary>
    /// <param name="position">A multiple of <see cref="SectorMemory.Sector"/>.</param>
    /// <param name="sectors">Memory of <see cref="SectorMemory"/>.</param>
    /// <returns><see langword="false"/> if the sectors must be written the normal way, which also reports the error, if there is one.</returns>
    public bool TryWrite(long position, ReadOnlySpan<byte> sectors) => TryWrite(RandomAccess.Write, position, sectors);

    /// <summary>Writes sectors from several consecutive pieces in one call.</summary>
    /// <param name="position">A multiple of <see cref="SectorMemory.Sector"/>.</param>
    /// <param name="pieces">Memory of <see cref="SectorMemory"/>; each piece consists of whole sectors.</param>
    /// <returns><see langword="false"/> if they must be written the normal way; some of them may have been written.</returns>
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

#pragma warning disable SYSLIB1054 // The generated form needs unsafe code, which is not justified for one call.
    [DllImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ControlFile(SafeFileHandle file, int command, int argument);
#pragma warning restore SYSLIB1054
}

using System.Runtime.InteropServices;

namespace PolicyApi.Storage.LiteDb.Files;

/// <summary>Memory that can be written to a disk directly: it is aligned to sectors and pinned.</summary>
internal static class SectorMemory
{
    /// <summary>The number of bytes of a sector: the largest alignment that disks and file systems require.</summary>
    public const int Sector = 4096;

    /// <summary>Allocates uninitialized memory.</summary>
    /// <param name="length">The number of bytes.</param>
    public static Memory<byte> Allocate(int length)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(length + Sector, pinned: true);
        var over = (int)(Marshal.UnsafeAddrOfPinnedArrayElement(bytes, 0) % Sector);
        return bytes.AsMemory(over == 0 ? 0 : Sector - over, length);
    }
}

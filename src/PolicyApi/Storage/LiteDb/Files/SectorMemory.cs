using System.Runtime.InteropServices;

namespace PolicyApi.Storage.LiteDb.Files;

/// <summary>Memory from which a disk takes whole sectors itself: it lies where a sector may start, and stays there.</summary>
internal static class SectorMemory
{
    /// <summary>Bytes of a sector: what disks and file systems ask for at most.</summary>
    public const int Sector = 4096;

    /// <summary>Takes memory of so many bytes, with anything in it.</summary>
    /// <param name="length">How many.</param>
    public static Memory<byte> Allocate(int length)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(length + Sector, pinned: true);
        var over = (int)(Marshal.UnsafeAddrOfPinnedArrayElement(bytes, 0) % Sector);
        return bytes.AsMemory(over == 0 ? 0 : Sector - over, length);
    }
}

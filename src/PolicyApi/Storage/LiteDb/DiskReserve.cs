using System.Globalization;
using PolicyApi.Storage.LiteDb.Files;

namespace PolicyApi.Storage.LiteDb;

/// <summary>
/// Room on the disk that is kept back: what would take more of it is refused before LiteDB is asked, which cannot go on after a write that failed. Out of the
/// reserve come what is under way, what brings the logs into their files, and what is small and done by hand, such as revoking a key; of that, too, an eighth
/// is left.
/// </summary>
/// <param name="folder">Knows how much is free.</param>
/// <param name="bytes">How much is kept back; 0 for nothing.</param>
internal sealed class DiskReserve(IDataFolder folder, long bytes)
{
    private const long MiB = 1024 * 1024;

    private volatile bool _wasShort;

    /// <summary>Whether there was too little room when last asked; costs nothing.</summary>
    public bool WasShort => _wasShort;

    private long? Free => bytes == 0 ? null : folder.FreeBytes;

    /// <summary>Whether hardly anything is left of the reserve as well, so that nothing may be written at all. Asks the disk.</summary>
    public bool IsSpent => Free < bytes / 8;

    /// <summary>Why nothing that takes room is written, and what to do; <see langword="null"/> when there is room. Asks the disk.</summary>
    public StoreFullException? Shortage()
    {
        var free = Free;
        _wasShort = free < bytes;
        return _wasShort ? Full(free!.Value) : null;
    }

    /// <summary>Asks the disk, for what takes room.</summary>
    /// <exception cref="StoreFullException">There is too little.</exception>
    public void Demand()
    {
        if (Shortage() is { } shortage)
            throw shortage;
    }

    /// <summary>Asks the disk, for what may come out of the reserve.</summary>
    /// <exception cref="StoreFullException">Hardly anything is left of that.</exception>
    public void DemandSome()
    {
        if (IsSpent)
            throw Full(Free ?? 0);
    }

    private StoreFullException Full(long free) => new(string.Create(
        CultureInfo.InvariantCulture, $"the disk of the store has {free / MiB:N0} MiB left, and {bytes / MiB:N0} are kept back (`Store:ReserveMegabytes`)"));
}

using System.Globalization;

namespace PolicyApi.Storage.LiteDb.Files;

/// <summary>
/// Disk space that is kept in reserve. What would use more of it is refused before LiteDB is asked, because LiteDB cannot continue after a failed write. The
/// reserve is used by work in progress, by checkpoints of the logs, and by small manual actions, such as revoking a key; an eighth of it
/// is kept even then.
/// </summary>
/// <param name="folder">Reports how much space is free.</param>
/// <param name="bytes">The size of the reserve; 0 for none.</param>
internal sealed class DiskReserve(IDataFolder folder, long bytes)
{
    private const long MiB = 1024 * 1024;

    private volatile bool _wasShort;

    /// <summary>Whether there was too little space at the last check; costs nothing.</summary>
    public bool WasShort => _wasShort;

    private long? Free => bytes == 0 ? null : folder.FreeBytes;

    /// <summary>Whether the reserve is nearly used up as well, so that nothing may be written at all. Checks the disk.</summary>
    public bool IsSpent => Free < bytes / 8;

    /// <summary>Why writes that need space are refused, and what to do; <see langword="null"/> if there is space. Checks the disk.</summary>
    public StoreFullException? Shortage()
    {
        var free = Free;
        _wasShort = free < bytes;
        return _wasShort ? Full(free!.Value) : null;
    }

    /// <summary>Checks the disk, for a write that needs space.</summary>
    /// <exception cref="StoreFullException">There is too little space.</exception>
    public void Demand()
    {
        if (Shortage() is { } shortage)
            throw shortage;
    }

    /// <summary>Checks the disk, for a write that may use the reserve.</summary>
    /// <exception cref="StoreFullException">The reserve is nearly used up.</exception>
    public void DemandSome()
    {
        if (IsSpent)
            throw Full(Free ?? 0);
    }

    private StoreFullException Full(long free) => new(string.Create(
        CultureInfo.InvariantCulture, $"the disk of the store has {free / MiB:N0} MiB left, and {bytes / MiB:N0} are kept back (`Store:ReserveMegabytes`)"));
}

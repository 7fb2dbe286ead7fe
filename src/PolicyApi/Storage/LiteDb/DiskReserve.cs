using System.Globalization;
using PolicyApi.Storage.LiteDb.Files;

namespace PolicyApi.Storage.LiteDb;

/// <summary>
/// Room on the disk that is kept back: what would take more of it is refused before LiteDB is asked, which cannot go on after a write that failed. Out of the
/// reserve come what is under way, what brings the logs into their files, and what is small and done by hand, such as revoking a key.
/// </summary>
/// <param name="folder">Knows how much is free.</param>
/// <param name="bytes">How much is kept back; 0 for nothing.</param>
internal sealed class DiskReserve(IDataFolder folder, long bytes)
{
    private const long MiB = 1024 * 1024;

    private volatile bool _wasShort;

    /// <summary>Whether there was too little room when last asked; costs nothing.</summary>
    public bool WasShort => _wasShort;

    /// <summary>Why nothing that takes room is written, and what to do; <see langword="null"/> when there is room. Asks the disk.</summary>
    public string? Shortage()
    {
        var free = bytes == 0 ? null : folder.FreeBytes;
        _wasShort = free < bytes;
        return _wasShort
            ? string.Create(CultureInfo.InvariantCulture, $"the disk of the store has {free / MiB:N0} MiB left, and {bytes / MiB:N0} are kept back (`Store:ReserveMegabytes`): what is stored is read, nothing is added; make room, and it goes on by itself")
            : null;
    }

    /// <summary>Asks the disk.</summary>
    /// <exception cref="StoreFullException">There is too little room.</exception>
    public void Demand()
    {
        if (Shortage() is { } shortage)
            throw new StoreFullException(shortage);
    }
}

namespace PolicyApi.Storage.LiteDb.Files;

/// <summary>The folder of the store's files: on a disk, or in tests one that fails on demand.</summary>
/// <remarks>While it is open, other processes are kept out.</remarks>
internal interface IDataFolder : IDisposable
{
    /// <summary>By how many bytes files can still grow; <see langword="null"/> if unknown.</summary>
    long? FreeBytes { get; }

    /// <summary>The names of the files in it, in ordinal order.</summary>
    IReadOnlyList<string> Names();

    /// <summary>Opens a file for reading and writing, and creates it if absent. The new name is durable when this returns.</summary>
    IDataFile Open(string name);

    /// <summary>Renames a file that is not open, durably. An existing file with that name is replaced.</summary>
    void Rename(string from, string to);

    /// <summary>Removes a file that is not open; does nothing if it is absent.</summary>
    void Delete(string name);
}

/// <summary>One file of the store. What is written is durable after the next <see cref="Sync"/> that returns.</summary>
/// <remarks>
/// A sector of 4,096 bytes that starts at a multiple of 4,096 is assumed to be written wholly or not at all; the sectors written
/// since the last sync may reach the disk in any order.
/// </remarks>
internal interface IDataFile : IDisposable
{
    /// <summary>The length in bytes.</summary>
    long Length { get; }

    /// <summary>Reads as many bytes as the file has there, at most as many as fit.</summary>
    int Read(long position, Span<byte> into);

    /// <summary>Writes, and extends the file if needed.</summary>
    void Write(long position, ReadOnlySpan<byte> bytes);

    /// <summary>Writes whole sectors, and extends the file if needed; may bypass the system's cache.</summary>
    /// <param name="position">A multiple of <see cref="SectorMemory.Sector"/>.</param>
    /// <param name="sectors">Memory of <see cref="SectorMemory"/>, whole sectors.</param>
    void WriteSectors(long position, ReadOnlySpan<byte> sectors) => Write(position, sectors);

    /// <summary>Prepares zeros after the end, durably: later writes over them become durable without a new length. May do nothing.</summary>
    /// <param name="bytes">How many: a multiple of <see cref="SectorMemory.Sector"/>.</param>
    /// <exception cref="IOException">Data written before may not be durable.</exception>
    void MakeRoom(int bytes)
    {
    }

    /// <summary>Shortens or extends the file. Not durable before a sync.</summary>
    void SetLength(long length);

    /// <summary>Returns when everything written is on the disk.</summary>
    void Sync();

    /// <summary>Says that a durable part will probably not be read soon, so that its memory may be reused. May do nothing.</summary>
    /// <param name="from">The start of the part.</param>
    /// <param name="to">The end of the part.</param>
    void Forget(long from, long to)
    {
    }
}

namespace PolicyApi.Storage.LiteDb.Files;

/// <summary>The folder of the store's files: a disk, or in tests one that fails on demand.</summary>
/// <remarks>Whoever has it open keeps other processes out until it is disposed of.</remarks>
internal interface IDataFolder : IDisposable
{
    /// <summary>How many bytes files can still grow by; <see langword="null"/> when that cannot be told.</summary>
    long? FreeBytes { get; }

    /// <summary>The names of the files in it, in ordinal order.</summary>
    IReadOnlyList<string> Names();

    /// <summary>Opens a file for reading and writing, making it when absent. The new name is durable when this returns.</summary>
    IDataFile Open(string name);

    /// <summary>Gives a file that is not open another name, durably. Whatever had that name is replaced.</summary>
    void Rename(string from, string to);

    /// <summary>Removes a file that is not open; nothing happens when it is absent.</summary>
    void Delete(string name);
}

/// <summary>One file of the store. What is written is durable after the next <see cref="Sync"/> that returns.</summary>
/// <remarks>
/// A sector of 4,096 bytes that starts at a multiple of 4,096 is assumed to be written wholly or not at all; the sectors written
/// since the last sync may reach the disk in any order.
/// </remarks>
internal interface IDataFile : IDisposable
{
    /// <summary>Bytes.</summary>
    long Length { get; }

    /// <summary>Reads as many bytes as there are, at most so many as fit.</summary>
    int Read(long position, Span<byte> into);

    /// <summary>Writes, making the file longer when needed.</summary>
    void Write(long position, ReadOnlySpan<byte> bytes);

    /// <summary>Writes whole sectors, making the file longer when needed; a disk may take them itself, past the system's memory.</summary>
    /// <param name="position">A multiple of <see cref="SectorMemory.Sector"/>.</param>
    /// <param name="sectors">Memory of <see cref="SectorMemory"/>, whole sectors.</param>
    void WriteSectors(long position, ReadOnlySpan<byte> sectors) => Write(position, sectors);

    /// <summary>Has zeros behind the end, durably: what is written over them later becomes durable without a new length. Nothing need come of it.</summary>
    /// <param name="bytes">How many: a multiple of <see cref="SectorMemory.Sector"/>.</param>
    /// <exception cref="IOException">What was written before may not be durable.</exception>
    void MakeRoom(int bytes)
    {
    }

    /// <summary>Cuts or lengthens the file. Not durable before a sync.</summary>
    void SetLength(long length);

    /// <summary>Returns when everything written is on the disk.</summary>
    void Sync();

    /// <summary>Says that a part that is durable will hardly be read soon, so that its memory may serve others. Nothing need come of it.</summary>
    /// <param name="from">Where it starts.</param>
    /// <param name="to">Where it ends.</param>
    void Forget(long from, long to)
    {
    }
}

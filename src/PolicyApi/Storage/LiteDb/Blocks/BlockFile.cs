using PolicyApi.Storage.LiteDb.Files;

namespace PolicyApi.Storage.LiteDb.Blocks;

/// <summary>
/// A month's decisions, block behind block. An append is one write and one sync; nothing that was acknowledged is written again but by an erasure.
/// To be used inside the <see cref="StoreGate"/> only.
/// </summary>
internal sealed class BlockFile : IHoldable, IDisposable
{
    // What was stored last may be read soon; what lies before is read from the disk.
    private const long Remembered = 16 * 1024 * 1024;
    private const long ForgottenAtOnce = 1024 * 1024;

    // Some groups of a busy service are behind the last block. What is written at once is on the disk before the next group comes: more would keep it waiting.
    private const int LeastRoom = 1024 * 1024;
    private const int RoomAtOnce = 768 * 1024;

    private readonly IDataFile _file;
    private readonly DateOnly _month;
    private long _overwrites;
    private long _forgotten;

    // Only of a month that is whole is what lies behind the last block known to be empty.
    private bool _isAppended;

    private BlockFile(IDataFile file, DateOnly month)
    {
        _file = file;
        _month = month;
        Reader = new BlockReader(file, month);
    }

    /// <summary>Reads decisions out of it.</summary>
    public BlockReader Reader { get; }

    /// <summary>Where the next block starts.</summary>
    public long End { get; private set; }

    /// <inheritdoc/>
    public long DataLength => End;

    /// <summary>Opens or makes a month's file.</summary>
    /// <param name="folder">Where it lies.</param>
    /// <param name="name">Its name.</param>
    /// <param name="month">The month.</param>
    public static BlockFile Open(IDataFolder folder, string name, DateOnly month) => new(folder.Open(name), month);

    /// <summary>Reads the heads of the blocks that nothing is known of yet, and takes away what a crash has left behind the last of them.</summary>
    /// <param name="known">Where those end of which something is known.</param>
    /// <exception cref="StoreCorruptException">A block is missing, or is not what was stored.</exception>
    public IEnumerable<BlockHead> ReadTail(long known)
    {
        End = known;
        if (_file.Length < known)
            throw new StoreCorruptException($"the decisions of {_month:yyyy-MM} end at byte {_file.Length} and were written up to {known}: the last ones are missing; restore them from a backup");

        // What is kept of an append that was not acknowledged must not vanish once it was shown.
        if (_file.Length > known)
            _file.Sync();
        foreach (var block in new BlockTail(_file, Reader, _month).Read(known))
        {
            End = block.End;
            yield return block;
        }
    }

    /// <summary>The head of the block that starts somewhere; <see langword="null"/> behind the last.</summary>
    /// <exception cref="StoreCorruptException">There is none.</exception>
    public BlockHead? ReadHead(long position)
    {
        if (position >= End)
            return null;
        return BlockHead.Read(_file, position)
            ?? throw new StoreCorruptException($"the block at byte {position} of {_month:yyyy-MM} cannot be read; restore the decisions from a backup");
    }

    /// <summary>Writes a block, durably.</summary>
    /// <param name="block">Its bytes, up to the next one: memory of <see cref="SectorMemory"/>.</param>
    public void Append(ReadOnlySpan<byte> block)
    {
        _isAppended = true;
        _file.WriteSectors(End, block);
        _file.Sync();
        End += block.Length;
        Forget();
    }

    /// <summary>Has zeros where the next blocks will be, while nobody waits for one: the file's length is a write and a sync of its own.</summary>
    public void MakeRoom()
    {
        if (_isAppended && _file.Length - End < LeastRoom)
            _file.MakeRoom(RoomAtOnce);
    }

    /// <summary>Closes it, without what is empty behind its last block.</summary>
    public void Close()
    {
        if (_isAppended && _file.Length > End)
        {
            _file.SetLength(End);
            _file.Sync();
        }

        Dispose();
    }

    /// <summary>Writes slots and zeros over decisions, durably.</summary>
    public void Overwrite(IEnumerable<Erasure> erasures)
    {
        _overwrites++;
        foreach (var erasure in erasures)
        {
            _file.Write(erasure.Place.Slot, erasure.Slot);
            _file.Write(erasure.Place.Body, new byte[erasure.BodyLength]);
        }

        _file.Sync();
    }

    /// <inheritdoc/>
    public long Hold() => _overwrites;

    /// <inheritdoc/>
    public bool Release(long held) => _overwrites == held;

    /// <inheritdoc/>
    public int ReadData(long position, Span<byte> into) => _file.Read(position, into);

    /// <summary>Lets go of it as it is.</summary>
    public void Dispose() => _file.Dispose();

    // In steps: each is a call to the system.
    private void Forget()
    {
        var to = End - Remembered;
        if (to - _forgotten < ForgottenAtOnce)
            return;
        _file.Forget(_forgotten, to);
        _forgotten = to;
    }
}

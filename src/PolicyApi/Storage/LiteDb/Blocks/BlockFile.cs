using PolicyApi.Storage.LiteDb.Files;

namespace PolicyApi.Storage.LiteDb.Blocks;

/// <summary>
/// A month's decisions, one block after the other. An append is one write and one sync; only an erasure rewrites acknowledged bytes.
/// Use only inside the <see cref="StoreGate"/>.
/// </summary>
internal sealed class BlockFile : IHoldable, IDisposable
{
    // Recent decisions may be read soon and stay in memory; older ones are read from the disk.
    private const long Remembered = 16 * 1024 * 1024;
    private const long ForgottenAtOnce = 1024 * 1024;

    // Prepares zeros for several groups of a busy service. Zeros written in one go reach the disk before the next group comes; more of them would delay it.
    private const int LeastRoom = 1024 * 1024;
    private const int RoomAtOnce = 768 * 1024;

    private readonly IDataFile _file;
    private readonly DateOnly _month;
    private long _overwrites;
    private long _forgotten;

    // The space after the last block is known to be empty only if the month is undamaged.
    private bool _isAppended;

    private BlockFile(IDataFile file, DateOnly month)
    {
        _file = file;
        _month = month;
        Reader = new BlockReader(file, month);
    }

    /// <summary>Reads decisions from the file.</summary>
    public BlockReader Reader { get; }

    /// <summary>The position of the next block.</summary>
    public long End { get; private set; }

    /// <inheritdoc/>
    public long DataLength => End;

    /// <summary>Opens or creates a month's file.</summary>
    /// <param name="folder">The folder that contains it.</param>
    /// <param name="name">Its name.</param>
    /// <param name="month">The month.</param>
    public static BlockFile Open(IDataFolder folder, string name, DateOnly month) => new(folder.Open(name), month);

    /// <summary>Reads the heads of the blocks that are not known yet, and removes what a crash has left after the last of them.</summary>
    /// <param name="known">The end of the known blocks.</param>
    /// <exception cref="StoreCorruptException">A block is missing, or is not what was stored.</exception>
    public IEnumerable<BlockHead> ReadTail(long known)
    {
        End = known;
        if (_file.Length < known)
            throw new StoreCorruptException($"the decisions of {_month:yyyy-MM} end at byte {_file.Length} and were written up to {known}: the last ones are missing; restore them from a backup");

        // The remains of an unacknowledged append must not vanish after they were shown.
        if (_file.Length > known)
            _file.Sync();
        foreach (var block in new BlockTail(_file, Reader, _month).Read(known))
        {
            End = block.End;
            yield return block;
        }
    }

    /// <summary>The head of the block that starts at a position; <see langword="null"/> after the last.</summary>
    /// <exception cref="StoreCorruptException">No block starts there.</exception>
    public BlockHead? ReadHead(long position)
    {
        if (position >= End)
            return null;
        return BlockHead.Read(_file, position)
            ?? throw new StoreCorruptException($"the block at byte {position} of {_month:yyyy-MM} cannot be read; restore the decisions from a backup");
    }

    /// <summary>Writes a block, durably.</summary>
    /// <param name="block">Its bytes, up to the next block, in memory of <see cref="SectorMemory"/>.</param>
    public void Append(ReadOnlySpan<byte> block)
    {
        _isAppended = true;
        _file.WriteSectors(End, block);
        _file.Sync();
        End += block.Length;
        Forget();
    }

    /// <summary>Prepares zeros for the next blocks while nobody waits for one: changing the file's length is a separate write and sync.</summary>
    public void MakeRoom()
    {
        if (_isAppended && _file.Length - End < LeastRoom)
            _file.MakeRoom(RoomAtOnce);
    }

    /// <summary>Closes the file without the empty space after its last block.</summary>
    public void Close()
    {
        if (_isAppended && _file.Length > End)
        {
            _file.SetLength(End);
            _file.Sync();
        }

        Dispose();
    }

    /// <summary>Overwrites decisions with slots and zeros, durably.</summary>
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

    /// <summary>Closes the file without changing it.</summary>
    public void Dispose() => _file.Dispose();

    // In steps: each is a system call.
    private void Forget()
    {
        var to = End - Remembered;
        if (to - _forgotten < ForgottenAtOnce)
            return;
        _file.Forget(_forgotten, to);
        _forgotten = to;
    }
}

using PolicyApi.Storage.LiteDb.Files;

namespace PolicyApi.Storage.LiteDb.Blocks;

/// <summary>
/// The end of a month's file after a crash. A block is one write, and the next block is written only after it is durable. So only the last can be torn, and
/// then sectors of it are missing: they read as zeros or lie beyond the file's end. Any other mismatch means that stored bytes were changed: it is reported
/// and never removed.
/// </summary>
internal sealed class BlockTail(IDataFile file, BlockReader reader, DateOnly month)
{
    /// <summary>Reads the heads of the blocks from a position on, and cuts off a torn one.</summary>
    /// <exception cref="StoreCorruptException">A block is not what was stored.</exception>
    public IEnumerable<BlockHead> Read(long position)
    {
        while (position < file.Length)
        {
            var block = BlockHead.Read(file, position);
            if (IsTorn(position, block))
            {
                file.SetLength(position);
                file.Sync();
                yield break;
            }

            yield return block ?? throw new StoreCorruptException($"the block at byte {position} of {month:yyyy-MM} is not what was stored; restore the decisions from a backup");
            position = block.End;
        }
    }

    private bool IsTorn(long position, BlockHead? block)
    {
        if (block is null)
            return IsMissing(position);
        if (block.End > file.Length)
            return true;
        return BlockHead.Read(file, block.End) is null && HasGap(block) && !reader.IsWhole(block);
    }

    private bool HasGap(BlockHead block)
    {
        for (var at = block.Position; at < block.End; at += BlockHead.Sector)
        {
            if (IsMissing(at))
                return true;
        }

        return false;
    }

    private bool IsMissing(long position)
    {
        Span<byte> sector = stackalloc byte[BlockHead.Sector];
        var read = file.Read(position, sector);
        return read < sector.Length || !sector.ContainsAnyExcept((byte)0);
    }
}

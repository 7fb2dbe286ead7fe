namespace PolicyApi.Storage.LiteDb.Files;

/// <summary>
/// LiteDB's data file. It is only written from a durable log, so that a torn write can be repaired from the log. It is only written when
/// LiteDB flushes, because a checkpoint writes every version of a page and only the last one counts.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="log">Its log. A checkpoint keeps in memory at most as many bytes as it holds.</param>
internal sealed class DataStream(IDataFile file, LogStream log) : PageStream(file)
{
    // The pages of a short log. If they were allocated for each checkpoint, some would survive a collection and stay in memory for long.
    private const int MostKept = 128;

    private readonly SortedDictionary<long, byte[]> _waiting = [];
    private readonly Stack<byte[]> _kept = new();

    public override void Flush()
    {
        WriteWaiting();
        File.Sync();
    }

    public override void SetLength(long value)
    {
        WriteWaiting();
        File.SetLength(value);
        File.Sync();
    }

    /// <summary>Reads what is in the file, whatever waits to be written to it; may run at the same time as anything else.</summary>
    public int ReadFile(long position, Span<byte> into) => File.Read(position, into);

    protected override void BeforeRead() => WriteWaiting();

    protected override void Write(long position, ReadOnlySpan<byte> bytes)
    {
        if (_waiting.TryGetValue(position, out var earlier) && earlier.Length == bytes.Length)
            bytes.CopyTo(earlier);
        else
            _waiting[position] = Copied(bytes);
    }

    private byte[] Copied(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != LiteDbPage.Size || !_kept.TryPop(out var page))
            return bytes.ToArray();
        bytes.CopyTo(page);
        return page;
    }

    private void WriteWaiting()
    {
        if (_waiting.Count == 0)
            return;
        log.Sync();
        foreach (var (position, page) in _waiting)
        {
            File.Write(position, page);
            if (page.Length == LiteDbPage.Size && _kept.Count < MostKept)
                _kept.Push(page);
        }

        _waiting.Clear();
    }
}

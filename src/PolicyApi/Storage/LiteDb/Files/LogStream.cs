namespace PolicyApi.Storage.LiteDb.Files;

/// <summary>
/// LiteDB's log, in two phases: the page that commits a transaction is made durable last, with its confirming byte at the very end.
/// So the byte on the disk proves that the whole transaction is there, and the transaction is durable when the byte is.
/// </summary>
/// <remarks>
/// LiteDB writes the log on a thread of its own, which hangs if it meets an exception. A failure is therefore stored
/// here and reported by <see cref="WaitForCommit"/>, and nothing is written after it.
/// </remarks>
internal sealed class LogStream : PageStream
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly object _state = new();
    private long _commits;
    private long _writes;
    private bool _unsynced;
    private Exception? _failure;

    public LogStream(IDataFile file)
        : base(file)
    {
        LogTail.Cut(file);
    }

    /// <summary>The number of transactions that have become durable since the log was opened.</summary>
    public long Commits
    {
        get
        {
            lock (_state)
                return _commits;
        }
    }

    /// <summary>Returns when more transactions are durable than before.</summary>
    /// <param name="before">The value of <see cref="Commits"/> before the transaction.</param>
    /// <exception cref="IOException">A page could not be written, or the engine has stopped writing.</exception>
    public void WaitForCommit(long before)
    {
        lock (_state)
        {
            while (_commits <= before)
            {
                ThrowIfFailed();
                var writes = _writes;
                if (!Monitor.Wait(_state, Patience) && writes == _writes)
                    throw new IOException("the storage engine has not written a committed transaction to its log");
            }
        }
    }

    /// <summary>Makes what was written durable: the data file must never be ahead of the log.</summary>
    /// <exception cref="IOException">The sync failed, or an earlier write has failed.</exception>
    public void Sync()
    {
        lock (_state)
        {
            ThrowIfFailed();
            if (!_unsynced)
                return;
            File.Sync();
            _unsynced = false;
        }
    }

    /// <summary>Does nothing: a commit syncs by itself, and nothing else in the log must be durable.</summary>
    public override void Flush()
    {
    }

    /// <summary>Shortens the log, durably: pages that reappear after a loss of power would be considered committed.</summary>
    public override void SetLength(long value)
    {
        lock (_state)
        {
            ThrowIfFailed();
            File.SetLength(value);
            File.Sync();
            _unsynced = false;
        }
    }

    protected override void BeforeRead()
    {
        lock (_state)
            ThrowIfFailed();
    }

    protected override void Write(long position, ReadOnlySpan<byte> bytes)
    {
        lock (_state)
        {
            if (_failure is null)
                TryWritePage(position, bytes);
            _writes++;
            Monitor.PulseAll(_state);
        }
    }

    private void TryWritePage(long position, ReadOnlySpan<byte> page)
    {
        try
        {
            WritePage(position, page);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            _failure = e;
        }
    }

    private void WritePage(long position, ReadOnlySpan<byte> page)
    {
        _unsynced = true;
        if (!LiteDbPage.IsConfirmed(page))
        {
            File.Write(position, page);
            return;
        }

        File.Write(position + LiteDbPage.Sector, page[LiteDbPage.Sector..]);
        File.Sync();
        File.Write(position, page[..LiteDbPage.Sector]);
        File.Sync();
        _unsynced = false;
        _commits++;
    }

    private void ThrowIfFailed()
    {
        if (_failure is not null)
            throw new IOException(_failure.Message, _failure);
    }
}

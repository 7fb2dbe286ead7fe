namespace PolicyApi.Storage.LiteDb.Files;

/// <summary>
/// The stream that LiteDB uses to read and write a file. LiteDB sets the position before every call and holds a lock on the
/// stream while it reads or writes; it sets lengths and flushes without the lock.
/// </summary>
internal abstract class PageStream(IDataFile file) : Stream
{
    public sealed override bool CanRead => true;

    public sealed override bool CanSeek => true;

    public sealed override bool CanWrite => true;

    public sealed override long Length => file.Length;

    public sealed override long Position { get; set; }

    protected IDataFile File => file;

    public sealed override int Read(byte[] buffer, int offset, int count)
    {
        BeforeRead();
        var read = file.Read(Position, buffer.AsSpan(offset, count));
        Position += read;
        return read;
    }

    public sealed override void Write(byte[] buffer, int offset, int count)
    {
        Write(Position, buffer.AsSpan(offset, count));
        Position += count;
    }

    public sealed override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    protected abstract void BeforeRead();

    protected abstract void Write(long position, ReadOnlySpan<byte> bytes);

    protected sealed override void Dispose(bool disposing)
    {
        if (disposing)
            file.Dispose();
        base.Dispose(disposing);
    }
}

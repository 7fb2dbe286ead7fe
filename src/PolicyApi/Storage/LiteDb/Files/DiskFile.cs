using Microsoft.Win32.SafeHandles;

namespace PolicyApi.Storage.LiteDb.Files;

/// <summary>A file of the machine, without a buffer of the framework's between it and the system.</summary>
internal sealed class DiskFile : IDataFile
{
    private readonly SafeFileHandle _handle;
    private long _length;

    public DiskFile(string path)
    {
        _handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, FileOptions.RandomAccess);
        _length = RandomAccess.GetLength(_handle);
    }

    public long Length => Interlocked.Read(ref _length);

    public int Read(long position, Span<byte> into)
    {
        var total = 0;
        while (total < into.Length)
        {
            var read = RandomAccess.Read(_handle, into[total..], position + total);
            if (read == 0)
                break;
            total += read;
        }

        return total;
    }

    public void Write(long position, ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(_handle, bytes, position);
        }
        catch (ArgumentOutOfRangeException e) when (position >= 0)
        {
            throw TooLarge(e);
        }

        Interlocked.Exchange(ref _length, Math.Max(Length, position + bytes.Length));
    }

    public void SetLength(long length)
    {
        try
        {
            RandomAccess.SetLength(_handle, length);
        }
        catch (ArgumentOutOfRangeException e) when (length >= 0)
        {
            throw TooLarge(e);
        }

        Interlocked.Exchange(ref _length, length);
    }

    public void Sync() => RandomAccess.FlushToDisk(_handle);

    public void Forget(long from, long to) => PageCache.Forget(_handle, from, to);

    public void Dispose() => _handle.Dispose();

    // The framework takes the system's refusal of a larger file (a limit, the file system's bound) for a wrong argument.
    private static IOException TooLarge(ArgumentOutOfRangeException e) => new("the system does not let the file grow", e);
}

using Microsoft.Win32.SafeHandles;

namespace PolicyApi.Storage.LiteDb.Files;

/// <summary>A file on the machine's disk, without a framework buffer between it and the system.</summary>
internal sealed class DiskFile : IDataFile
{
    private static readonly Lazy<ReadOnlyMemory<byte>> Zeros = new(MakeZeros);

    private readonly string _path;
    private readonly SafeFileHandle _handle;
    private DirectWriter? _direct;
    private long _length;

    public DiskFile(string path)
    {
        _path = path;
        _handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, FileOptions.RandomAccess);
        _length = RandomAccess.GetLength(_handle);
    }

    public long Length => Interlocked.Read(ref _length);

    private DirectWriter Direct => _direct ??= new DirectWriter(_path);

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

        Reaches(position + bytes.Length);
    }

    public void WriteSectors(long position, ReadOnlySpan<byte> sectors)
    {
        if (Direct.TryWrite(position, sectors))
            Reaches(position + sectors.Length);
        else
            Write(position, sectors);
    }

    // Zeros that the system would have to copy and cache cost more than they save.
    public void MakeRoom(int bytes)
    {
        if (!Direct.IsOpen || Length % SectorMemory.Sector != 0)
            return;
        if (!Direct.TryWrite(Length, ZerosOf(bytes)))
        {
            // The disk may be full. Whatever was written consists of zeros after the end, which is harmless.
            Interlocked.Exchange(ref _length, RandomAccess.GetLength(_handle));
            return;
        }

        Reaches(Length + bytes);
        Sync();
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

    public void Sync() => DataSync.Sync(_handle);

    public void Forget(long from, long to) => PageCache.Forget(_handle, from, to);

    public void Dispose()
    {
        _direct?.Dispose();
        _handle.Dispose();
    }

    private static ReadOnlyMemory<byte> MakeZeros()
    {
        var zeros = SectorMemory.Allocate(64 * SectorMemory.Sector);
        zeros.Span.Clear();
        return zeros;
    }

    // The same memory many times, in one call: the disk then works on all of them at once.
    private static List<ReadOnlyMemory<byte>> ZerosOf(int bytes)
    {
        var zeros = new List<ReadOnlyMemory<byte>>();
        for (var left = bytes; left > 0; left -= Zeros.Value.Length)
            zeros.Add(Zeros.Value[..Math.Min(left, Zeros.Value.Length)]);
        return zeros;
    }

    private void Reaches(long end) => Interlocked.Exchange(ref _length, Math.Max(Length, end));

    // If the system refuses a larger file (a limit, or the file system's maximum), the framework reports a wrong argument.
    private static IOException TooLarge(ArgumentOutOfRangeException e) => new("the system does not let the file grow", e);
}

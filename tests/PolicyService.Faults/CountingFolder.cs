using System.Diagnostics;
using PolicyApi.Storage.LiteDb.Files;

namespace PolicyService.Faults;

/// <summary>A folder that counts what is written to it.</summary>
internal sealed class CountingFolder(IDataFolder folder) : IDataFolder
{
    private long _bytes;
    private long _syncs;
    private long _syncTicks;

    public long Bytes => Interlocked.Read(ref _bytes);

    public long Syncs => Interlocked.Read(ref _syncs);

    public TimeSpan SyncTime => Stopwatch.GetElapsedTime(0, Interlocked.Read(ref _syncTicks));

    public long? FreeBytes => folder.FreeBytes;

    public IReadOnlyList<string> Names() => folder.Names();

    public IDataFile Open(string name) => new CountingFile(this, folder.Open(name));

    public void Rename(string from, string to) => folder.Rename(from, to);

    public void Delete(string name) => folder.Delete(name);

    public void Dispose() => folder.Dispose();

    private sealed class CountingFile(CountingFolder counts, IDataFile file) : IDataFile
    {
        public long Length => file.Length;

        public int Read(long position, Span<byte> into) => file.Read(position, into);

        public void Write(long position, ReadOnlySpan<byte> bytes)
        {
            file.Write(position, bytes);
            Interlocked.Add(ref counts._bytes, bytes.Length);
        }

        public void WriteSectors(long position, ReadOnlySpan<byte> sectors)
        {
            file.WriteSectors(position, sectors);
            Interlocked.Add(ref counts._bytes, sectors.Length);
        }

        public void MakeRoom(int bytes)
        {
            var before = file.Length;
            file.MakeRoom(bytes);
            Interlocked.Add(ref counts._bytes, file.Length - before);
        }

        public void Forget(long from, long to) => file.Forget(from, to);

        public void SetLength(long length) => file.SetLength(length);

        public void Sync()
        {
            var start = Stopwatch.GetTimestamp();
            file.Sync();
            Interlocked.Add(ref counts._syncTicks, Stopwatch.GetTimestamp() - start);
            Interlocked.Increment(ref counts._syncs);
        }

        public void Dispose() => file.Dispose();
    }
}

using PolicyApi.Storage.LiteDb.Files;

namespace PolicyService.Faults.Disk;

/// <summary>
/// A disk in memory that loses power at a chosen operation: what was not synced then survives by chance, sector by sector.
/// Nothing happens by itself; the same seed and the same operations give the same remains.
/// </summary>
/// <param name="faults">When it fails.</param>
internal sealed class SimulatedDisk(DiskFaults faults) : IDataFolder
{
    private const int MostRoom = 6 * SimulatedFile.Sector;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, SimulatedFile> _files = new(StringComparer.Ordinal);

    /// <summary>When it fails.</summary>
    public DiskFaults Faults => faults;

    /// <summary>Whether it has zeros ready behind the end of files, as disks do that take sectors themselves.</summary>
    public bool MakesRoom { get; init; }

    /// <summary>What was done, in order, for tests that look at the order; one word and the file's name.</summary>
    public IReadOnlyList<string> Done
    {
        get
        {
            lock (_gate)
                return [.. DoneInOrder];
        }
    }

    private List<string> DoneInOrder { get; } = [];

    public long? FreeBytes => faults.SaidFree;

    public IReadOnlyList<string> Names()
    {
        lock (_gate)
            return [.. _files.Keys];
    }

    public IDataFile Open(string name)
    {
        lock (_gate)
        {
            faults.Meet($"open {name}");
            if (!_files.TryGetValue(name, out var file))
                _files.Add(name, file = new SimulatedFile());
            return new Handle(this, name, file);
        }
    }

    public void Rename(string from, string to)
    {
        lock (_gate)
        {
            faults.Meet($"rename {from}");
            _files[to] = _files[from];
            _files.Remove(from);
        }
    }

    public void Delete(string name)
    {
        lock (_gate)
        {
            faults.Meet($"delete {name}");
            _files.Remove(name);
        }
    }

    /// <summary>The disk after a loss of power and a restart.</summary>
    /// <param name="seed">Decides what survives.</param>
    /// <param name="next">When the new one fails.</param>
    public SimulatedDisk Restarted(int seed, DiskFaults next)
    {
        var chance = new Random(seed);
        var disk = new SimulatedDisk(next) { MakesRoom = MakesRoom };
        lock (_gate)
        {
            foreach (var (name, file) in _files)
                disk._files.Add(name, file.Survivor(chance));
        }

        return disk;
    }

    public void Dispose()
    {
    }

    private sealed class Handle(SimulatedDisk disk, string name, SimulatedFile file) : IDataFile
    {
        public long Length
        {
            get
            {
                lock (disk._gate)
                    return file.Length;
            }
        }

        public int Read(long position, Span<byte> into)
        {
            lock (disk._gate)
            {
                disk.Faults.MeetRead();
                return file.Read(position, into);
            }
        }

        public void Write(long position, ReadOnlySpan<byte> bytes)
        {
            // Power may go after any sector of a write.
            for (var written = 0; written < bytes.Length;)
            {
                var at = position + written;
                var count = (int)Math.Min(bytes.Length - written, SimulatedFile.Sector - (at % SimulatedFile.Sector));
                lock (disk._gate)
                {
                    Meet("write");
                    disk.Faults.Take(Math.Max(0, at + count - file.Length));
                    file.Write(at, bytes.Slice(written, count));
                }

                written += count;
            }
        }

        // Less than is asked for, so that it is used up now and then.
        public void MakeRoom(int bytes)
        {
            if (!disk.MakesRoom)
                return;
            try
            {
                Write(Length, new byte[Math.Min(bytes, MostRoom)]);
            }
            catch (IOException)
            {
                // Nothing need come of it. If the power is gone, whatever follows says so.
            }

            Sync();
        }

        public void SetLength(long length)
        {
            lock (disk._gate)
            {
                Meet("cut");
                disk.Faults.Take(length - file.Length);
                file.SetLength(length);
            }
        }

        public void Sync()
        {
            lock (disk._gate)
            {
                Meet("sync");
                file.Sync();
            }
        }

        public void Dispose()
        {
        }

        private void Meet(string what)
        {
            disk.Faults.Meet($"{what} {name}");
            disk.DoneInOrder.Add($"{what} {name}");
        }
    }
}

namespace PolicyService.Faults.Disk;

/// <summary>One file: what is surely on the disk, and what has been done to it since the last sync.</summary>
internal sealed class SimulatedFile
{
    public const int Sector = 4096;

    private static readonly double[] Odds = [0, 0.1, 0.5, 0.9, 1];

    private readonly List<Change> _unsynced = [];
    private byte[] _bytes = [];
    private byte[] _synced = [];
    private long _syncedLength;

    public long Length { get; private set; }

    public int Read(long position, Span<byte> into)
    {
        var count = (int)Math.Clamp(Length - position, 0, into.Length);
        _bytes.AsSpan((int)position, count).CopyTo(into);
        return count;
    }

    /// <summary>Writes within one sector.</summary>
    public void Write(long position, ReadOnlySpan<byte> bytes)
    {
        _bytes = Grown(_bytes, position + bytes.Length);
        bytes.CopyTo(_bytes.AsSpan((int)position));
        Length = Math.Max(Length, position + bytes.Length);
        var start = position / Sector * Sector;
        _bytes = Grown(_bytes, start + Sector);
        _unsynced.Add(new Change(start, _bytes.AsSpan((int)start, Sector).ToArray(), Length));
    }

    public void SetLength(long length)
    {
        _bytes = Grown(_bytes, length);
        if (length < Length)
            Array.Clear(_bytes, (int)length, (int)(Length - length));
        Length = length;
        _unsynced.Add(new Change(length, null, length));
    }

    public void Sync()
    {
        _unsynced.ForEach(c => Apply(c, ref _synced, ref _syncedLength));
        _unsynced.Clear();
    }

    /// <summary>What is found after the power went: each change since the last sync is there or is not.</summary>
    public SimulatedFile Survivor(Random chance)
    {
        var bytes = _synced.ToArray();
        var length = _syncedLength;
        var odds = Odds[chance.Next(Odds.Length)];
        foreach (var change in _unsynced)
        {
            if (chance.NextDouble() < odds)
                Apply(change, ref bytes, ref length);
            else if (chance.NextDouble() < odds && change.Sector is not null)
                length = Math.Max(length, change.LengthAfter);
        }

        bytes = Grown(bytes, length);
        return new SimulatedFile { _bytes = bytes, _synced = bytes.ToArray(), Length = length, _syncedLength = length };
    }

    private static void Apply(Change change, ref byte[] bytes, ref long length)
    {
        bytes = Grown(bytes, Math.Max(change.LengthAfter, change.Start + (change.Sector?.Length ?? 0)));
        if (change.Sector is not null)
        {
            change.Sector.CopyTo(bytes, change.Start);
            length = Math.Max(length, change.LengthAfter);
            return;
        }

        length = change.LengthAfter;
        Array.Clear(bytes, (int)length, bytes.Length - (int)length);
    }

    private static byte[] Grown(byte[] bytes, long length)
    {
        if (length <= bytes.Length)
            return bytes;
        Array.Resize(ref bytes, (int)Math.Max(length, bytes.Length * 2L));
        return bytes;
    }

    /// <param name="Start">Where the sector starts.</param>
    /// <param name="Sector">The sector as it was then; <see langword="null"/> for a change of the length.</param>
    /// <param name="LengthAfter">The file's length after it.</param>
    private sealed record Change(long Start, byte[]? Sector, long LengthAfter);
}

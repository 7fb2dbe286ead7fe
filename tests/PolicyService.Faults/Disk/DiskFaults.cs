namespace PolicyService.Faults.Disk;

/// <summary>When a simulated disk fails. Used under the disk's lock, or before the disk is in use.</summary>
internal sealed class DiskFaults
{
    // What Linux calls it.
    private const int FullDevice = 28;

    private bool _dead;

    /// <summary>The operation, counted from 1, at which the power goes; 0 for never.</summary>
    public long PowerLossAt { get; init; }

    /// <summary>How many bytes files may still grow by; <see langword="null"/> for a disk without bounds.</summary>
    public long? FreeBytes { get; set; }

    /// <summary>How many bytes the disk says are free, true or not; <see langword="null"/> for a disk that does not say.</summary>
    public long? SaidFree { get; set; }

    /// <summary>How many operations there were.</summary>
    public long Operations { get; private set; }

    /// <summary>The operation that never happened because the power went.</summary>
    public string? LostAt { get; private set; }

    /// <exception cref="IOException">The power is gone.</exception>
    public void Meet(string operation)
    {
        MeetRead();
        Operations++;
        if (Operations != PowerLossAt)
            return;
        _dead = true;
        LostAt = operation;
        MeetRead();
    }

    /// <exception cref="IOException">The power is gone.</exception>
    public void MeetRead()
    {
        if (_dead)
            throw new IOException("the power is gone");
    }

    /// <exception cref="IOException">So many bytes are not free.</exception>
    public void Take(long bytes)
    {
        if (FreeBytes is not { } free)
            return;
        if (bytes > free)
            throw new IOException("no space left on device", FullDevice);
        FreeBytes = free - bytes;
    }
}

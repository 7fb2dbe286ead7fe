using PolicyApi.Storage.LiteDb.Files;

namespace PolicyApi.Storage.LiteDb;

/// <summary>
/// The months' files. Only the most recently used ones are open; the others are opened on demand.
/// Use only inside the <see cref="StoreGate"/>.
/// </summary>
internal sealed class DecisionFiles
{
    private readonly IDataFolder _folder;
    private readonly LiteDbOptions _options;
    private readonly DiskReserve _reserve;
    private readonly SortedSet<DateOnly> _months;

    // The most recently used one is last. They are few.
    private readonly List<DecisionFile> _open = [];

    public DecisionFiles(IDataFolder folder, LiteDbOptions options, DiskReserve reserve)
    {
        _folder = folder;
        _options = options;
        _reserve = reserve;
        _months = [.. folder.Names().Select(DecisionFile.MonthOf).OfType<DateOnly>()];
    }

    /// <summary>The existing months, newest first.</summary>
    public IReadOnlyList<DateOnly> Months => [.. _months.Reverse()];

    /// <summary>The open files.</summary>
    public IReadOnlyList<DecisionFile> Open => _open;

    /// <summary>A month's file, or <see langword="null"/> when there is none.</summary>
    public DecisionFile? Find(DateOnly month) => _months.Contains(month) ? Get(month) : null;

    /// <summary>A month's file, created if absent.</summary>
    public DecisionFile Get(DateOnly month)
    {
        var file = _open.Find(f => f.Month == month);
        if (file is not null)
        {
            _open.Remove(file);
        }
        else
        {
            CloseOldest();
            file = DecisionFile.Open(_folder, month, _options);
            _months.Add(month);
        }

        _open.Add(file);
        return file;
    }

    /// <summary>Closes all files. A store that has failed must not do this: it leaves them as they are.</summary>
    public void Close()
    {
        _open.ForEach(f => f.Close());
        _open.Clear();
    }

    private void CloseOldest()
    {
        if (_open.Count < _options.OpenDecisionFiles || _open.Find(f => f.Holders == 0) is not { } oldest)
            return;

        // What closing writes can be restored from what is durable, so it is skipped on a full disk, and old months stay readable.
        if (_reserve.IsSpent)
            oldest.Abandon();
        else
            oldest.Close();
        _open.Remove(oldest);
    }
}

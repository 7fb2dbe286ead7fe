using PolicyApi.Storage.LiteDb.Files;

namespace PolicyApi.Storage.LiteDb;

/// <summary>
/// The months' files. Only some are open at a time, those used last; the others are opened when they are asked for.
/// To be used inside the <see cref="StoreGate"/> only.
/// </summary>
internal sealed class DecisionFiles
{
    private readonly IDataFolder _folder;
    private readonly LiteDbOptions _options;
    private readonly DiskReserve _reserve;
    private readonly SortedSet<DateOnly> _months;

    // The one used last at the end. They are few.
    private readonly List<DecisionFile> _open = [];

    public DecisionFiles(IDataFolder folder, LiteDbOptions options, DiskReserve reserve)
    {
        _folder = folder;
        _options = options;
        _reserve = reserve;
        _months = [.. folder.Names().Select(DecisionFile.MonthOf).OfType<DateOnly>()];
    }

    /// <summary>The months there are, the newest first.</summary>
    public IReadOnlyList<DateOnly> Months => [.. _months.Reverse()];

    /// <summary>The files that are open.</summary>
    public IReadOnlyList<DecisionFile> Open => _open;

    /// <summary>A month's file, or <see langword="null"/> when there is none.</summary>
    public DecisionFile? Find(DateOnly month) => _months.Contains(month) ? Get(month) : null;

    /// <summary>A month's file, made when absent.</summary>
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

    /// <summary>Closes all. A store that has failed must not: it leaves them as they are.</summary>
    public void Close()
    {
        _open.ForEach(f => f.Close());
        _open.Clear();
    }

    private void CloseOldest()
    {
        if (_open.Count < _options.OpenDecisionFiles || _open.Find(f => f.Holders == 0) is not { } oldest)
            return;

        // Closing writes, and what it writes is read again from what is durable: old months are read on a full disk, too.
        if (_reserve.IsSpent)
            oldest.Abandon();
        else
            oldest.Close();
        _open.Remove(oldest);
    }
}

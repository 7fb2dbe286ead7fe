using PolicyApi.Storage.LiteDb.Files;

namespace PolicyApi.Storage.LiteDb;

/// <summary>
/// The decision log over all months. Use only inside the <see cref="StoreGate"/>; operations that may open many files go month by month, with a turn each.
/// </summary>
internal sealed class DecisionLog(DecisionFiles files)
{
    /// <summary>Writes groups, a block for each month; a group with an id that belongs to another record is rejected as a whole.</summary>
    /// <returns>For each group why it was rejected, if it was.</returns>
    public IReadOnlyList<Written<bool>> Append(IReadOnlyList<IReadOnlyList<StoredDecision>> groups)
    {
        var (refusals, accepted) = DecisionGroups.Accept(groups, Known(groups.SelectMany(g => g)));
        foreach (var month in accepted.GroupBy(d => DecisionSeals.MonthOf(d.Record.At)).OrderBy(m => m.Key))
            files.Get(month.Key).Decisions.Append([.. month]);
        return [.. refusals.Select(r => new Written<bool>(r is null, r))];
    }

    /// <summary>Makes room for the next groups in the month that was written last.</summary>
    public void MakeRoom()
    {
        if (files.Open is [.., var last])
            last.Blocks.MakeRoom();
    }

    /// <summary>The months that may contain an id, the most likely first.</summary>
    public IReadOnlyList<DateOnly> MonthsFor(string id) =>
        DecisionIds.Months(id) is { } months ? [.. files.Months.Where(months.Contains)] : files.Months;

    /// <summary>A month's file, if it exists.</summary>
    public DecisionFile? File(DateOnly month) => files.Find(month);

    /// <summary>Reads a little of the newest month, so that an unreadable file is noticed.</summary>
    public void Probe()
    {
        if (files.Months is [var newest, ..])
            files.Get(newest).Decisions.Probe();
    }

    /// <summary>The records that are already stored under the ids of some decisions.</summary>
    private Dictionary<DecisionKey, DecisionRecord> Known(IEnumerable<StoredDecision> decisions)
    {
        var known = new Dictionary<DecisionKey, DecisionRecord>();
        foreach (var month in decisions.GroupBy(d => DecisionSeals.MonthOf(d.Record.At), d => d.Record.Id))
        {
            foreach (var record in files.Find(month.Key)?.Decisions.Find(month.ToHashSet(StringComparer.Ordinal)) ?? [])
                known.Add(DecisionKey.Of(record), record);
        }

        return known;
    }
}

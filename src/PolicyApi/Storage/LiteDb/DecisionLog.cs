namespace PolicyApi.Storage.LiteDb;

/// <summary>The decision log over its months. To be used inside the <see cref="StoreGate"/> only; what may open many files is asked month by month, a turn each.</summary>
internal sealed class DecisionLog(DecisionFiles files)
{
    /// <summary>Writes groups, a transaction for each month; a group with an id that belongs to another record is left out as a whole.</summary>
    /// <returns>For each group why it was left out, if it was.</returns>
    public IReadOnlyList<Written<bool>> Append(IReadOnlyList<IReadOnlyList<StoredDecision>> groups)
    {
        var accepted = new OrderedDictionary<(DateOnly Month, string Id), StoredDecision>();
        var results = groups.Select(g => new Written<bool>(true, Accept(g, accepted))).ToList();
        foreach (var month in accepted.GroupBy(d => d.Key.Month, d => d.Value).OrderBy(m => m.Key))
            files.Get(month.Key).Decisions.Append([.. month]);
        return results;
    }

    /// <summary>Which months may hold an id, the likeliest first.</summary>
    public IReadOnlyList<DateOnly> MonthsFor(string id) =>
        DecisionIds.Months(id) is { } months ? [.. files.Months.Where(months.Contains)] : files.Months;

    /// <summary>A month's file, if there is one.</summary>
    public DecisionFile? File(DateOnly month) => files.Find(month);

    /// <summary>Reads a little of the newest month, so that a file that cannot be read shows.</summary>
    public void Probe()
    {
        if (files.Months is [var newest, ..])
            files.Get(newest).Decisions.Probe();
    }

    private DecisionIdTakenException? Accept(
        IReadOnlyList<StoredDecision> group, OrderedDictionary<(DateOnly Month, string Id), StoredDecision> accepted)
    {
        var fresh = new OrderedDictionary<(DateOnly Month, string Id), StoredDecision>();
        foreach (var decision in group)
        {
            var record = decision.Record;
            var key = (Month: DecisionSeals.MonthOf(record.At), record.Id);
            var known = (accepted.GetValueOrDefault(key) ?? fresh.GetValueOrDefault(key))?.Record ?? files.Find(key.Month)?.Decisions.Find(key.Id);
            if (known is null)
                fresh.Add(key, decision);
            else if (!decision.IsAgain(known))
                return new DecisionIdTakenException(record.Id);
        }

        foreach (var (key, decision) in fresh)
            accepted.Add(key, decision);
        return null;
    }
}

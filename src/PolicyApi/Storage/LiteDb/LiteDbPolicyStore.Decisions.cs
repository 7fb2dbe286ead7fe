namespace PolicyApi.Storage.LiteDb;

/// <content>Decisions and their seals. Operations that may open many months take a turn for each month, so that nobody waits for all of them.</content>
public sealed partial class LiteDbPolicyStore
{
    /// <inheritdoc/>
    public Task AppendDecisionsAsync(IReadOnlyList<DecisionRecord> records)
    {
        StoreChecks.Check(records);

        // Reported at once as long as it lasts, also to callers that do not wait for the write.
        if (_reserve.WasShort && _reserve.Shortage() is { } shortage)
            return Task.FromException(shortage);
        return _decisionWriter.AppendAsync(StoredDecision.From(records), records.Count, StoredDecision.BodyBytes(records), CancellationToken.None);
    }

    /// <inheritdoc/>
    public async Task<DecisionRecord?> FindDecisionAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (!StoreChecks.IsDecisionId(id))
            return null;
        foreach (var month in await Gate.RunAsync(() => _decisions.MonthsFor(id), cancellationToken))
        {
            if (await Gate.RunAsync(() => _decisions.File(month)?.Decisions.Find(id), cancellationToken) is { } found)
                return found;
        }

        return null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DecisionRecord>> ListDecisionsAsync(
        DecisionFilter filter, DecisionCursor? after, int pageSize, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pageSize, _options.MaxPageSize);
        StoreChecks.Check(filter, after);
        var found = new List<DecisionRecord>();
        foreach (var month in await MonthsAsync(after, cancellationToken))
        {
            var page = await Gate.RunAsync(() => _decisions.File(month)?.Decisions.List(filter, after, pageSize - found.Count) ?? [], cancellationToken);
            found.AddRange(page);
            if (found.Count == pageSize)
                break;
        }

        return found;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> EraseDecisionsAsync(IReadOnlyList<string> ids, DateTimeOffset at, CancellationToken cancellationToken)
    {
        StoreChecks.CheckErasure(ids);
        _reserve.DemandSome();
        var erased = new HashSet<string>(StringComparer.Ordinal);
        foreach (var month in await MonthsAsync(null, cancellationToken))
        {
            var here = ids.Where(id => StoreChecks.IsDecisionId(id) && DecisionIds.Months(id)?.Contains(month) != false).Distinct(StringComparer.Ordinal).ToList();
            if (here.Count > 0)
                erased.UnionWith(await Gate.RunAsync(() => _decisions.File(month)?.Decisions.Erase(here, StoredTime.Cut(at)) ?? [], cancellationToken));
        }

        return [.. ids.Where(erased.Remove)];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DateOnly>> ListSealMonthsAsync(CancellationToken cancellationToken)
    {
        var months = new List<DateOnly>();
        foreach (var month in (await MonthsAsync(null, cancellationToken)).Reverse())
        {
            if (await Gate.RunAsync(() => HasSeals(month), cancellationToken))
                months.Add(month);
        }

        return months;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DecisionSeal>> ReadSealsAsync(DateOnly month, long afterSequence, int most, CancellationToken cancellationToken)
    {
        StoreChecks.CheckMonth(month);
        StoreChecks.CheckRead(afterSequence, most);
        return await Gate.RunAsync(() => _decisions.File(month)?.Seals.Read(afterSequence, most) ?? [], cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<DecisionSeal?> ReadLastSealAsync(DateOnly month, CancellationToken cancellationToken)
    {
        StoreChecks.CheckMonth(month);
        return await Gate.RunAsync(() => _decisions.File(month)?.Seals.Last(), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SealedDecision>> ReadSealedAsync(DateOnly month, long sequence, CancellationToken cancellationToken)
    {
        StoreChecks.CheckMonth(month);
        return await Gate.RunAsync(() => _decisions.File(month)?.Seals.ReadSealed(sequence) ?? [], cancellationToken);
    }

    private IReadOnlyList<Written<bool>> AppendWithinReserve(IReadOnlyList<IReadOnlyList<StoredDecision>> groups)
    {
        _reserve.Demand();
        return _decisions.Append(groups);
    }

    // A month that cannot be opened counts as having seals: reading it reports the error.
    private bool HasSeals(DateOnly month)
    {
        try
        {
            return _decisions.File(month)?.Seals.IsEmpty == false;
        }
        catch (StoreCorruptException)
        {
            return true;
        }
    }

    /// <summary>The months that may contain records after a place in a list, newest first.</summary>
    private async Task<IReadOnlyList<DateOnly>> MonthsAsync(DecisionCursor? after, CancellationToken cancellationToken)
    {
        var months = await Gate.RunAsync(() => _files.Months, cancellationToken);
        return after is null ? months : [.. months.Where(m => m <= DecisionSeals.MonthOf(after.At))];
    }
}

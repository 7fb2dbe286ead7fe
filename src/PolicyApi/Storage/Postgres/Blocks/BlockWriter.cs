using Npgsql;

namespace PolicyApi.Storage.Postgres.Blocks;

/// <summary>
/// Writes decisions that become durable together, a block for each month. Mostly in one round trip, on the guess that no other replica has sealed since
/// this one did: a wrong guess breaks a key, and nothing is written. Then, and whenever it cannot be known from memory that all ids are new,
/// it goes the longer way: take the month's lock, read what others have written, look for the ids.
/// </summary>
internal sealed class BlockWriter
{
    // After a wrong guess others are writing too, and guessing again at once would mostly be in vain.
    private const int GroupsToWait = 16;

    // A replica writes into one month or two.
    private const int MostMonths = 3;

    private readonly Dictionary<DateOnly, MonthTail> _tails = [];
    private int _waiting;

    /// <summary>Forgets the ends of all months: someone else has changed what was there.</summary>
    public void Forget() => _tails.Clear();

    /// <summary>Writes groups in one transaction of their own.</summary>
    /// <returns>For each group why it was left out, if it was.</returns>
    public async Task<IReadOnlyList<Written<bool>>> AppendAsync(NpgsqlConnection connection, IReadOnlyList<IReadOnlyList<StoredDecision>> groups)
    {
        if (await TryQuicklyAsync(connection, [.. groups.SelectMany(g => g)]))
            return [.. groups.Select(_ => new Written<bool>(true, null))];
        await using var transaction = await connection.BeginTransactionAsync();
        try
        {
            var refusals = await WriteAsync(connection, groups);
            await transaction.CommitAsync();
            return [.. refusals.Select(r => new Written<bool>(r is null, r))];
        }
        catch
        {
            // They may hold what is not there.
            Forget();
            throw;
        }
    }

    /// <summary>Writes groups within the open transaction; what is remembered holds once that is committed.</summary>
    /// <returns>For each group why it was left out, if it was.</returns>
    public async Task<IReadOnlyList<DecisionIdTakenException?>> WriteAsync(NpgsqlConnection connection, IReadOnlyList<IReadOnlyList<StoredDecision>> groups)
    {
        var known = new Dictionary<DecisionKey, DecisionRecord>();
        foreach (var month in groups.SelectMany(g => g).GroupBy(d => DecisionSeals.MonthOf(d.Record.At), d => d.Record.Id).OrderBy(m => m.Key))
        {
            await StoreLocks.TakeMonthAsync(connection, month.Key);
            var tail = await MonthTails.ReadOnAsync(connection, month.Key, _tails.GetValueOrDefault(month.Key));
            Remember(month.Key, tail);
            if (month.Where(id => !tail.IsNew(id)).ToList() is not { Count: > 0 } doubtful)
                continue;
            foreach (var slot in await DecisionSearch.SlotsAsync(connection, doubtful, [month.Key]))
                known.Add(DecisionKey.Of(slot.Record), slot.Record);
        }

        var (refusals, accepted) = DecisionGroups.Accept(groups, known);
        foreach (var month in accepted.GroupBy(d => DecisionSeals.MonthOf(d.Record.At)).OrderBy(m => m.Key))
            await InsertAsync(connection, _tails[month.Key], month.Key, [.. month], []);
        return refusals;
    }

    private async Task<bool> TryQuicklyAsync(NpgsqlConnection connection, IReadOnlyList<StoredDecision> decisions)
    {
        if (_waiting > 0)
        {
            _waiting--;
            return false;
        }

        var month = DecisionSeals.MonthOf(decisions[0].Record.At);
        if (!_tails.TryGetValue(month, out var tail) || !AreNew(decisions, month, tail))
            return false;
        try
        {
            // Under the month's lock, or who takes the longer way at the same time would find the place of its seal taken.
            await InsertAsync(connection, tail, month, decisions, [StoreLocks.Month(month)]);
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            _waiting = GroupsToWait;
            return false;
        }
    }

    private static bool AreNew(IReadOnlyList<StoredDecision> decisions, DateOnly month, MonthTail tail)
    {
        var ids = new HashSet<string>(decisions.Count, StringComparer.Ordinal);
        return decisions.All(d => DecisionSeals.MonthOf(d.Record.At) == month && ids.Add(d.Record.Id) && tail.IsNew(d.Record.Id));
    }

    private static async Task InsertAsync(
        NpgsqlConnection connection, MonthTail tail, DateOnly month, IReadOnlyList<StoredDecision> decisions, IReadOnlyList<NpgsqlBatchCommand> before)
    {
        var seal = DecisionSeals.Next(month, tail.Last, [.. decisions.Select(d => StoredDecision.Sealed(d.Record))]);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in before.Append(BlockInsert.Command(seal, decisions)))
            batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync();
        tail.Add(seal, [.. decisions.Select(d => d.Record.Id)]);
    }

    private void Remember(DateOnly month, MonthTail tail)
    {
        _tails[month] = tail;
        while (_tails.Count > MostMonths)
            _tails.Remove(_tails.Keys.Min());
    }
}

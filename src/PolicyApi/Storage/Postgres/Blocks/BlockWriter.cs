using Npgsql;
using PolicyApi.Storage.Postgres.Server;

namespace PolicyApi.Storage.Postgres.Blocks;

/// <summary>
/// Writes decisions that become durable together, a block for each month. Usually in one round trip, on the assumption that no other replica has sealed since
/// this one did: if the assumption is wrong, a key is violated and nothing is written. Then, and whenever memory does not show that all ids are new,
/// it takes the slower path: take the month's lock, read what others have written, look up the ids.
/// </summary>
internal sealed class BlockWriter
{
    // After a wrong assumption others are writing too, and assuming it again at once would usually fail.
    private const int GroupsToWait = 16;

    // A replica writes to one month or two.
    private const int MostMonths = 3;

    private readonly Dictionary<DateOnly, MonthTail> _tails = [];
    private int _waiting;

    /// <summary>Forgets the ends of all months, because someone else has changed them.</summary>
    public void Forget() => _tails.Clear();

    /// <summary>Writes groups in one transaction of their own.</summary>
    /// <returns>For each group why it was rejected, if it was.</returns>
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
            // They may describe what was never committed.
            Forget();
            throw;
        }
    }

    /// <summary>Writes groups within the open transaction; what is remembered is valid once it is committed.</summary>
    /// <returns>For each group why it was rejected, if it was.</returns>
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
            // Under the month's lock; otherwise a concurrent writer on the slower path would find its seal's place taken.
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

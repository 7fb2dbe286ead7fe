using Npgsql;

namespace PolicyApi.Storage.Postgres;

/// <summary>The decision log.</summary>
internal sealed class DecisionTable
{
    private readonly DecisionPartitions _partitions = new();
    private readonly SealedInsert _sealed = new();

    /// <summary>Writes groups in one transaction; a group with an id that belongs to another record is left out as a whole.</summary>
    /// <returns>For each group why it was left out, if it was.</returns>
    public async Task<IReadOnlyList<Written<bool>>> AppendAsync(NpgsqlConnection connection, IReadOnlyList<IReadOnlyList<DecisionRow>> groups)
    {
        try
        {
            return await WriteAcceptedAsync(connection, groups);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.CheckViolation)
        {
            // A partition that was there has been taken away.
            _partitions.Forget();
            return await WriteAcceptedAsync(connection, groups);
        }
    }

    /// <summary>Writes rows of one caller within the open transaction; those that are there already are left.</summary>
    /// <exception cref="DecisionIdTakenException">An id belongs to another record.</exception>
    public static async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<DecisionRow> rows)
    {
        if ((await TryAppendAsync(connection, [rows])).Refusals[0] is { } refusal)
            throw refusal;
    }

    /// <summary>Sees to it that rows can be written; without an open transaction.</summary>
    public Task EnsurePartitionsAsync(NpgsqlConnection connection, IEnumerable<DecisionRow> rows) =>
        _partitions.EnsureAsync(connection, rows.Select(r => DecisionSeals.MonthOf(r.Record.At)).Distinct());

    public static async Task<DecisionRecord?> FindAsync(NpgsqlConnection connection, string id) =>
        (await FindAsync(connection, [id])).GetValueOrDefault(id);

    public static async Task<IReadOnlyList<DecisionRecord>> ListAsync(NpgsqlConnection connection, DecisionFilter filter, DecisionCursor? after, int pageSize)
    {
        var query = $"SELECT {DecisionRow.Columns} FROM decisions d WHERE type = $1";
        var parameters = new List<object?> { (short)filter.Type };
        void And(string condition, params object[] values)
        {
            query += " AND " + string.Format(null, condition, [.. values.Select((_, i) => $"${parameters.Count + 1 + i}")]);
            parameters.AddRange(values);
        }

        if (filter.DocumentId is { } document)
            And("document = {0}", document);
        if (filter.Subject is { } subject)
            And("subject_key = {0}", DecisionRow.KeyOf(subject));
        if (after is not null)
            And("(at, id) < ({0}, {1})", Sql.Parameter(after.At), after.Id);
        parameters.Add((long)pageSize);
        var records = await connection.QueryAsync(DecisionRow.Read, $"{query} ORDER BY at DESC, id DESC LIMIT ${parameters.Count}", [.. parameters]);
        return records.ConvertAll(r => Matching(r, filter));
    }

    /// <summary>Takes bodies and subjects out of records.</summary>
    /// <returns>The ids of those that had them.</returns>
    public static async Task<IReadOnlyList<string>> EraseAsync(NpgsqlConnection connection, IReadOnlyList<string> ids, DateTimeOffset at)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        var found = await FindAsync(connection, ids, "FOR UPDATE OF d");
        var erased = ids.Distinct(StringComparer.Ordinal).Where(id => found.GetValueOrDefault(id) is { ErasedAt: null })
            .Select(id => DecisionRow.Of(found[id] with { Body = default, Subject = null, ErasedAt = StoredTime.Cut(at) }))
            .ToList();
        await connection.ExecuteAsync(
            """
            UPDATE decisions d SET subject_key = NULL, body = '', head = u.head, head_hash = u.head_hash
            FROM unnest($1, $2, $3, $4, $5) AS u (type, at, id, head, head_hash)
            WHERE d.type = u.type AND d.at = u.at AND d.id = u.id
            """,
            erased.Select(r => (short)r.Record.Type).ToArray(),
            erased.Select(r => r.Record.At.UtcDateTime).ToArray(),
            erased.Select(r => r.Record.Id).ToArray(),
            erased.Select(r => r.Head).ToArray(),
            erased.Select(r => r.HeadHash).ToArray());
        await transaction.CommitAsync();
        return erased.ConvertAll(r => r.Record.Id);
    }

    /// <summary>The records under a seal, in order.</summary>
    public static async Task<IReadOnlyList<SealedDecision>> ReadSealedAsync(NpgsqlConnection connection, DateOnly month, long sequence)
    {
        var ids = await SealTable.IdsAsync(connection, month, sequence);
        var found = await FindAsync(connection, ids);
        return [.. ids.Select(id => found.TryGetValue(id, out var record)
            ? new SealedDecision(record.Id, record.At, record.Sha256, record.ErasedAt)
            : throw new StoreCorruptException($"the decision `{id}` is missing, which is under the seal {sequence} of {month:yyyy-MM}; restore the decisions from a backup"))];
    }

    private static async Task<Dictionary<string, DecisionRecord>> FindAsync(NpgsqlConnection connection, IEnumerable<string> ids, string locking = "") =>
        (await connection.QueryAsync(
            DecisionRow.Read,
            $"SELECT {DecisionRow.Columns} FROM decision_ids i JOIN decisions d ON d.type = i.type AND d.at = i.at AND d.id = i.id WHERE i.id = ANY ($1) {locking}",
            (object)ids.ToArray())).ToDictionary(r => r.Id, StringComparer.Ordinal);

    private async Task<IReadOnlyList<Written<bool>>> WriteAcceptedAsync(NpgsqlConnection connection, IReadOnlyList<IReadOnlyList<DecisionRow>> groups)
    {
        List<DecisionRow> all = [.. groups.SelectMany(g => g)];
        await EnsurePartitionsAsync(connection, all);
        if (await _sealed.TryAsync(connection, all))
            return [.. groups.Select(_ => new Written<bool>(true, null))];
        var refusals = new DecisionIdTakenException?[groups.Count];
        while (Array.FindAll([.. Enumerable.Range(0, groups.Count)], i => refusals[i] is null) is { Length: > 0 } left)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            var (found, seals) = await TryAppendAsync(connection, [.. left.Select(i => groups[i])]);
            if (Array.TrueForAll(found, r => r is null))
            {
                await transaction.CommitAsync();
                _sealed.Remember(seals);
                break;
            }

            // Ids were taken for the refused ones too: they are given back with the transaction, and the others go alone.
            for (var i = 0; i < left.Length; i++)
                refusals[left[i]] = found[i];
        }

        return [.. refusals.Select(r => new Written<bool>(r is null, r))];
    }

    private static async Task<(DecisionIdTakenException?[] Refusals, IReadOnlyList<DecisionSeal> Seals)> TryAppendAsync(
        NpgsqlConnection connection, List<IReadOnlyList<DecisionRow>> groups)
    {
        var distinct = groups.SelectMany(g => g).DistinctBy(r => r.Record.Id, StringComparer.Ordinal).ToList();
        var there = await DecisionInserts.TakeIdsAsync(connection, distinct);
        var stored = there.Count == 0 ? [] : await FindAsync(connection, there);
        if (there.FirstOrDefault(id => !stored.ContainsKey(id)) is { } lost)
            throw new StoreCorruptException($"the decision `{lost}` is missing, but its id is there; restore the decisions from a backup");
        var accepted = new OrderedDictionary<string, DecisionRow>(StringComparer.Ordinal);
        var refusals = groups.ConvertAll(g => Accept(g, accepted, stored));
        return refusals.TrueForAll(r => r is null) ? ([.. refusals], await DecisionInserts.WriteAsync(connection, accepted.Values)) : ([.. refusals], []);
    }

    private static DecisionIdTakenException? Accept(
        IReadOnlyList<DecisionRow> group, OrderedDictionary<string, DecisionRow> accepted, Dictionary<string, DecisionRecord> stored)
    {
        var fresh = new OrderedDictionary<string, DecisionRow>(StringComparer.Ordinal);
        foreach (var row in group)
        {
            var id = row.Record.Id;
            var known = (accepted.GetValueOrDefault(id) ?? fresh.GetValueOrDefault(id))?.Record ?? stored.GetValueOrDefault(id);
            if (known is null)
                fresh.Add(id, row);
            else if (!DecisionHead.IsAgain(row.Record, known))
                return new DecisionIdTakenException(id);
        }

        foreach (var (id, row) in fresh)
            accepted.Add(id, row);
        return null;
    }

    private static DecisionRecord Matching(DecisionRecord record, DecisionFilter filter)
    {
        var matches = record.Type == filter.Type
            && (filter.DocumentId is null || string.Equals(record.DocumentId, filter.DocumentId, StringComparison.Ordinal))
            && (filter.Subject is null || string.Equals(record.Subject, filter.Subject, StringComparison.Ordinal));
        return matches ? record : throw new StoreCorruptException($"the decision `{record.Id}` is listed under another key than its own");
    }
}

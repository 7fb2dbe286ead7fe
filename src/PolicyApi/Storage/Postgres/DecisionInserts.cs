using Npgsql;
using NpgsqlTypes;

namespace PolicyApi.Storage.Postgres;

/// <summary>Writes decisions: ids first, which shows what is there already, then the rows, then the seals over them.</summary>
internal static class DecisionInserts
{
    /// <summary>Takes the ids that are free.</summary>
    /// <returns>The ids that were not.</returns>
    public static async Task<HashSet<string>> TakeIdsAsync(NpgsqlConnection connection, IReadOnlyCollection<DecisionRow> rows)
    {
        // In one order for all writers, so that none of two waits for the other.
        var sorted = rows.OrderBy(r => r.Record.Id, StringComparer.Ordinal).ToList();
        var taken = await connection.QueryAsync(
            r => r.GetString(0),
            "INSERT INTO decision_ids (id, type, at) SELECT * FROM unnest($1, $2, $3) ON CONFLICT DO NOTHING RETURNING id",
            sorted.Select(r => r.Record.Id).ToArray(),
            sorted.Select(r => (short)r.Record.Type).ToArray(),
            sorted.Select(r => r.Record.At.UtcDateTime).ToArray());
        if (taken.Count == rows.Count)
            return [];
        var free = taken.ToHashSet(StringComparer.Ordinal);
        return sorted.Select(r => r.Record.Id).Where(id => !free.Contains(id)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Writes rows whose ids were taken, and seals them.</summary>
    /// <returns>The seals.</returns>
    public static async Task<IReadOnlyList<DecisionSeal>> WriteAsync(NpgsqlConnection connection, IReadOnlyCollection<DecisionRow> rows)
    {
        if (rows.Count == 0)
            return [];
        await CopyAsync(connection, rows);
        var seals = new List<DecisionSeal>();
        foreach (var month in rows.GroupBy(r => DecisionSeals.MonthOf(r.Record.At)).OrderBy(m => m.Key))
            seals.Add(await SealTable.AddAsync(connection, month.Key, [.. month.Select(r => r.ToSealed())]));
        return seals;
    }

    private static async Task CopyAsync(NpgsqlConnection connection, IReadOnlyCollection<DecisionRow> rows)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "COPY decisions (id, type, at, document, subject_key, head, head_hash, body) FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows)
        {
            await copy.StartRowAsync();
            await copy.WriteAsync(row.Record.Id, NpgsqlDbType.Text);
            await copy.WriteAsync((short)row.Record.Type, NpgsqlDbType.Smallint);
            await copy.WriteAsync(row.Record.At.UtcDateTime, NpgsqlDbType.TimestampTz);
            await copy.WriteAsync(row.Record.DocumentId, NpgsqlDbType.Text);
            if (row.SubjectKey is { } key)
                await copy.WriteAsync(key, NpgsqlDbType.Bytea);
            else
                await copy.WriteNullAsync();
            await copy.WriteAsync(row.Head, NpgsqlDbType.Bytea);
            await copy.WriteAsync(row.HeadHash, NpgsqlDbType.Bytea);
            await copy.WriteAsync(row.Record.Body, NpgsqlDbType.Bytea);
        }

        await copy.CompleteAsync();
    }
}

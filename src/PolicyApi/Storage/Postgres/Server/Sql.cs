using Npgsql;

namespace PolicyApi.Storage.Postgres.Server;

/// <summary>Shortcuts for creating commands; parameters are <c>$1</c>, <c>$2</c>, … in the given order.</summary>
internal static class Sql
{
    /// <summary>A command on the open connection, and so in its open transaction.</summary>
    public static NpgsqlCommand Command(this NpgsqlConnection connection, string text, params ReadOnlySpan<object?> parameters)
    {
        var command = new NpgsqlCommand(text, connection);
        foreach (var value in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        return command;
    }

    /// <summary>A command of a batch: a batch is written as one.</summary>
    public static NpgsqlBatchCommand BatchCommand(string text, params ReadOnlySpan<object?> parameters)
    {
        var command = new NpgsqlBatchCommand(text);
        foreach (var value in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        return command;
    }

    /// <summary>Runs a statement without a result.</summary>
    /// <returns>The number of affected rows.</returns>
    public static async Task<int> ExecuteAsync(this NpgsqlConnection connection, string text, params object?[] parameters)
    {
        await using var command = connection.Command(text, parameters);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>Reads all rows of a query.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="read">Reads one row.</param>
    /// <param name="text">The query.</param>
    /// <param name="parameters">Its parameters.</param>
    public static async Task<List<T>> QueryAsync<T>(this NpgsqlConnection connection, Func<NpgsqlDataReader, T> read, string text, params object?[] parameters)
    {
        await using var command = connection.Command(text, parameters);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>Reads related data in several queries: all of them see the database as it was at the first.</summary>
    public static async Task<T> ReadAsOneAsync<T>(this NpgsqlConnection connection, Func<Task<T>> read)
    {
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        var result = await read();
        await transaction.CommitAsync();
        return result;
    }

    /// <summary>The bytes of a column.</summary>
    public static byte[] Bytes(this NpgsqlDataReader reader, int column) => reader.GetFieldValue<byte[]>(column);

    /// <summary>A time in UTC.</summary>
    public static DateTimeOffset Time(this NpgsqlDataReader reader, int column) => new(reader.GetDateTime(column));

    /// <summary>A time in UTC, or <see langword="null"/>.</summary>
    public static DateTimeOffset? TimeOrNull(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.Time(column);

    /// <summary>A time as a parameter, to the millisecond.</summary>
    public static DateTime Parameter(DateTimeOffset at) => StoredTime.Cut(at).UtcDateTime;
}

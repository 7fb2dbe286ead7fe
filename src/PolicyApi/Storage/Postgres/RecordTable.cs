using System.Text.Json;
using Npgsql;
using PolicyApi.Storage.Postgres.Server;

namespace PolicyApi.Storage.Postgres;

/// <summary>Records by collection and id. Expired ones are treated as absent.</summary>
internal static class RecordTable
{
    private const string Columns = "collection, id, version, head, seal, bytes";

    /// <summary>Reads one record, verified.</summary>
    public static async Task<StoredRecord?> FindAsync(NpgsqlConnection connection, RecordKey key, DateTimeOffset now) =>
        (await connection.QueryAsync(
            Read,
            $"SELECT {Columns} FROM records WHERE collection = $1 AND id = $2 AND (expires_at IS NULL OR expires_at > $3)",
            key.Collection,
            key.Id,
            now.UtcDateTime)).SingleOrDefault();

    /// <summary>Reads a page of a collection, each verified.</summary>
    public static Task<List<StoredRecord>> ListAsync(NpgsqlConnection connection, string collection, string? afterId, int pageSize, DateTimeOffset now) =>
        connection.QueryAsync(
            Read,
            $"SELECT {Columns} FROM records WHERE collection = $1 AND id > $2 AND (expires_at IS NULL OR expires_at > $3) ORDER BY id LIMIT $4",
            collection,
            afterId ?? string.Empty,
            now.UtcDateTime,
            (long)pageSize);

    /// <summary>Removes records that have expired.</summary>
    public static Task<int> SweepAsync(NpgsqlConnection connection, DateTimeOffset now, int most) =>
        connection.ExecuteAsync(
            """
            DELETE FROM records WHERE (collection, id) IN (
                SELECT collection, id FROM records WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED)
            """,
            now.UtcDateTime,
            (long)most);

    /// <summary>Writes one record against the version its writer has seen.</summary>
    /// <returns>The conflict that prevented the write.</returns>
    public static async Task<AppendResult.RecordConflict?> WriteAsync(NpgsqlConnection connection, RecordWrite write, DateTimeOffset now)
    {
        var touched = write.Bytes is not { } bytes
            ? await DeleteAsync(connection, write, now)
            : write.ExpectedVersion == 0 ? await InsertAsync(connection, Row(write, bytes), now) : await UpdateAsync(connection, write.ExpectedVersion, Row(write, bytes), now);
        if (touched == 1)
            return null;
        var actual = await FindAsync(connection, write.Key, now);
        return new AppendResult.RecordConflict(write.Key, write.ExpectedVersion, actual?.Version ?? 0);
    }

    private static Task<int> DeleteAsync(NpgsqlConnection connection, RecordWrite write, DateTimeOffset now) => connection.ExecuteAsync(
        "DELETE FROM records WHERE collection = $1 AND id = $2 AND version = $3 AND (expires_at IS NULL OR expires_at > $4)",
        write.Key.Collection,
        write.Key.Id,
        write.ExpectedVersion,
        now.UtcDateTime);

    // One that has expired and has not been swept yet does not conflict.
    private static Task<int> InsertAsync(NpgsqlConnection connection, RecordRow row, DateTimeOffset now) => connection.ExecuteAsync(
        """
        INSERT INTO records AS old (collection, id, version, head, seal, bytes, expires_at) VALUES ($1, $2, 1, $3, $4, $5, $6)
        ON CONFLICT (collection, id) DO UPDATE
            SET version = 1, head = EXCLUDED.head, seal = EXCLUDED.seal, bytes = EXCLUDED.bytes, expires_at = EXCLUDED.expires_at
            WHERE old.expires_at <= $7
        """,
        row.Key.Collection,
        row.Key.Id,
        row.Head,
        row.Seal,
        row.Bytes,
        row.ExpiresAt?.UtcDateTime,
        now.UtcDateTime);

    private static Task<int> UpdateAsync(NpgsqlConnection connection, long expectedVersion, RecordRow row, DateTimeOffset now) => connection.ExecuteAsync(
        """
        UPDATE records SET version = version + 1, head = $4, seal = $5, bytes = $6, expires_at = $7
        WHERE collection = $1 AND id = $2 AND version = $3 AND (expires_at IS NULL OR expires_at > $8)
        """,
        row.Key.Collection,
        row.Key.Id,
        expectedVersion,
        row.Head,
        row.Seal,
        row.Bytes,
        row.ExpiresAt?.UtcDateTime,
        now.UtcDateTime);

    private static RecordRow Row(RecordWrite write, ReadOnlyMemory<byte> bytes) =>
        RecordRow.Of(new StoredRecord(
            write.Key, write.ExpectedVersion + 1, bytes, StoreChecks.Sha256(bytes.Span), write.ExpiresAt is { } at ? StoredTime.Cut(at) : null));

    private static StoredRecord Read(NpgsqlDataReader row)
    {
        var key = new RecordKey(row.GetString(0), row.GetString(1));
        try
        {
            return RecordRow.Read(key, row.GetInt64(2), row.Bytes(3), row.Bytes(4), row.Bytes(5))
                ?? throw new StoreCorruptException($"the record `{key}` is not what was stored under that key; restore it from a backup");
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw new StoreCorruptException($"the record `{key}` cannot be read: {e.Message}", e);
        }
    }
}

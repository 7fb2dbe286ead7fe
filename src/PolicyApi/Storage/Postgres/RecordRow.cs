using System.Text.Json;
using PolicyApi.Storage.Postgres.Server;

namespace PolicyApi.Storage.Postgres;

/// <summary>A record as it is stored in the table: its head in canonical JSON with the hash of its bytes, and one hash over the head.</summary>
internal sealed record RecordRow(RecordKey Key, byte[] Head, byte[] Seal, byte[] Bytes, DateTimeOffset? ExpiresAt)
{
    /// <summary>Creates the row of a record.</summary>
    public static RecordRow Of(StoredRecord record)
    {
        var head = new CanonicalObject()
            .Add("collection", record.Key.Collection)
            .Add("expiresAt", record.ExpiresAt is { } at ? StoredTime.Text(at) : null)
            .Add("id", record.Key.Id)
            .Add("sha256", record.Sha256)
            .Add("version", record.Version)
            .ToBytes();
        return new RecordRow(record.Key, head, Convert.FromHexString(StoreChecks.Sha256(head)), record.Bytes.ToArray(), record.ExpiresAt);
    }

    /// <summary>Reads the record of a row; <see langword="null"/> if it is not what was stored.</summary>
    /// <exception cref="JsonException">The head is not JSON.</exception>
    public static StoredRecord? Read(RecordKey key, long version, byte[] head, byte[] seal, byte[] bytes)
    {
        if (!string.Equals(StoreChecks.Sha256(head), Convert.ToHexStringLower(seal), StringComparison.Ordinal))
            return null;
        using var json = JsonDocument.Parse(head);
        var root = json.RootElement;
        var record = new StoredRecord(
            new RecordKey(root.GetProperty("collection").GetString()!, root.GetProperty("id").GetString()!),
            root.GetProperty("version").GetInt64(),
            bytes,
            root.GetProperty("sha256").GetString()!,
            root.TryGetProperty("expiresAt", out var at) ? StoredTime.Time(at.GetString()!) : null);
        return record.Key == key && record.Version == version && string.Equals(StoreChecks.Sha256(bytes), record.Sha256, StringComparison.Ordinal) ? record : null;
    }
}

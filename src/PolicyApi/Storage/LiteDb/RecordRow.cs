using System.Text.Json;
using LiteDB;

namespace PolicyApi.Storage.LiteDb;

/// <summary>A record as a LiteDB document: its head in canonical JSON, its bytes, one hash over both, and its expiry for searching.</summary>
internal static class RecordRow
{
    public const string Expires = "expires";
    private const string Head = "head";
    private const string Hash = "hash";
    private const string Bytes = "bytes";

    /// <summary>The index key for a record's expiry.</summary>
    public static long ExpiryKey(DateTimeOffset? expiresAt) => expiresAt?.ToUnixTimeMilliseconds() ?? long.MaxValue;

    public static BsonDocument Of(RecordWrite write)
    {
        var bytes = write.Bytes.GetValueOrDefault();
        var head = new CanonicalObject()
            .Add("collection", write.Key.Collection)
            .Add("expiresAt", write.ExpiresAt is { } at ? StoredTime.Text(StoredTime.Cut(at)) : null)
            .Add("id", write.Key.Id)
            .Add("sha256", StoreChecks.Sha256(bytes.Span))
            .Add("version", write.ExpectedVersion + 1)
            .ToBytes();
        return new BsonDocument
        {
            ["_id"] = write.Key.ToString(),
            [Expires] = ExpiryKey(write.ExpiresAt),
            [Head] = head,
            // The head contains the hash of the bytes, so one hash over the head covers both.
            [Hash] = StoreChecks.Sha256(head),
            [Bytes] = bytes.ToArray(),
        };
    }

    /// <exception cref="StoreCorruptException">It is not what was stored.</exception>
    public static StoredRecord Read(BsonDocument row)
    {
        var id = row["_id"].AsString;
        try
        {
            var head = row[Head].AsBinary;
            if (string.Equals(StoreChecks.Sha256(head), row[Hash].AsString, StringComparison.Ordinal)
                && Read(head, row[Bytes].AsBinary) is { } record
                && string.Equals(record.Key.ToString(), id, StringComparison.Ordinal)
                && string.Equals(StoreChecks.Sha256(record.Bytes.Span), record.Sha256, StringComparison.Ordinal))
                return record;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or InvalidCastException)
        {
            throw new StoreCorruptException($"the record `{id}` cannot be read: {e.Message}", e);
        }

        throw new StoreCorruptException($"the record `{id}` is not what was stored under that key; restore it from a backup");
    }

    private static StoredRecord Read(byte[] head, byte[] bytes)
    {
        using var json = JsonDocument.Parse(head);
        var root = json.RootElement;
        return new StoredRecord(
            new RecordKey(root.GetProperty("collection").GetString()!, root.GetProperty("id").GetString()!),
            root.GetProperty("version").GetInt64(),
            bytes,
            root.GetProperty("sha256").GetString()!,
            root.TryGetProperty("expiresAt", out var at) ? StoredTime.Time(at.GetString()!) : null);
    }
}

using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace PolicyApi.Storage;

/// <summary>
/// The stored data of a decision except its body: canonical JSON that contains the body's hash, so that one hash over the head covers both.
/// Columns and keys are only used to find a record; answers are built from the verified head.
/// </summary>
internal static class DecisionHead
{
    private const int Usual = 512;
    private const int MostKept = 8_192;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _bytes;

    /// <summary>Creates the head of a record.</summary>
    /// <exception cref="ArgumentException">A text cannot be written as UTF-8.</exception>
    public static byte[] Of(DecisionRecord record)
    {
        // Reuses the buffer of the previous head; only the result is kept.
        var bytes = _bytes ??= new ArrayBufferWriter<byte>(Usual);
        bytes.ResetWrittenCount();
        if (bytes.Capacity > MostKept)
            _bytes = null;
        return Write(new CanonicalObject(bytes), record).ToBytes();
    }

    private static CanonicalObject Write(CanonicalObject to, DecisionRecord record) => to
        .Add("at", StoredTime.Text(record.At))
        .Add("documentId", record.DocumentId)
        .Add("erasedAt", record.ErasedAt is { } erased ? StoredTime.Text(erased) : null)
        .Add("id", record.Id)
        .Add("sha256", record.Sha256)
        .Add("subject", record.Subject)
        .Add("type", StoredNames.Of(record.Type));

    /// <summary>Creates the record from a head and a body.</summary>
    /// <param name="id">The id under which they were stored.</param>
    /// <param name="head">The head's bytes.</param>
    /// <param name="hash">The hash the head was stored with, in lower-case hex digits.</param>
    /// <param name="body">The body; empty once it was erased.</param>
    /// <exception cref="StoreCorruptException">The bytes are not what was stored.</exception>
    public static DecisionRecord Read(string id, byte[] head, string hash, byte[] body)
    {
        try
        {
            if (string.Equals(StoreChecks.Sha256(head), hash, StringComparison.Ordinal)
                && Read(head, body) is var record
                && string.Equals(record.Id, id, StringComparison.Ordinal)
                && IsWhole(record))
                return record;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw new StoreCorruptException($"the decision `{id}` cannot be read: {e.Message}", e);
        }

        throw new StoreCorruptException($"the decision `{id}` is not what was stored under that id; restore it from a backup");
    }

    /// <summary>Creates the record from a head, without its body.</summary>
    /// <param name="place">Where it was stored, for messages; a head that contains its decision's id is reported by that id.</param>
    /// <param name="head">The head's bytes.</param>
    /// <param name="hash">The hash the head was stored with: 32 bytes.</param>
    /// <exception cref="StoreCorruptException">The bytes are not what was stored.</exception>
    public static DecisionRecord ReadAlone(string place, byte[] head, ReadOnlySpan<byte> hash)
    {
        try
        {
            var record = Read(head, []);
            return SHA256.HashData(head).AsSpan().SequenceEqual(hash)
                ? record
                : throw new StoreCorruptException($"the decision `{record.Id}` is not what was stored under that id; restore it from a backup");
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw new StoreCorruptException($"{place} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Whether a record is a repetition of the stored one, erased or not.</summary>
    public static bool IsAgain(DecisionRecord sent, DecisionRecord stored) =>
        stored with { Body = default, ErasedAt = null, Proof = null } == sent with { Body = default, Subject = stored.ErasedAt is null ? sent.Subject : null, Proof = null };

    private static bool IsWhole(DecisionRecord record) => record.ErasedAt is null
        ? string.Equals(StoreChecks.Sha256(record.Body.Span), record.Sha256, StringComparison.Ordinal)
        : record is { Body.IsEmpty: true, Subject: null };

    private static DecisionRecord Read(byte[] head, byte[] body)
    {
        using var json = JsonDocument.Parse(head);
        var root = json.RootElement;
        return new DecisionRecord(
            root.GetProperty("id").GetString()!,
            StoredNames.Decision(root.GetProperty("type").GetString()!),
            StoredTime.Time(root.GetProperty("at").GetString()!),
            root.GetProperty("documentId").GetString()!,
            root.TryGetProperty("subject", out var subject) ? subject.GetString() : null,
            body,
            root.GetProperty("sha256").GetString()!,
            root.TryGetProperty("erasedAt", out var erased) ? StoredTime.Time(erased.GetString()!) : null);
    }
}

using System.Security.Cryptography;

namespace PolicyApi.Storage;

/// <summary>
/// A decision on its way to the disk: its head in canonical JSON, with the head's hash. The head contains the body's hash, so that one hash over the
/// head covers both. Later answers are built from the verified head.
/// </summary>
/// <param name="Record">The decision.</param>
/// <param name="Head">The decision's head.</param>
/// <param name="HeadHash">The head's SHA-256: 32 bytes.</param>
internal sealed record StoredDecision(DecisionRecord Record, byte[] Head, byte[] HeadHash)
{
    /// <summary>Prepares records for storing in the order in which they were posted, outside the gate; their times are truncated.</summary>
    /// <exception cref="ArgumentException">A text cannot be written as UTF-8.</exception>
    public static StoredDecision[] From(IReadOnlyList<DecisionRecord> records)
    {
        var decisions = new StoredDecision[records.Count];
        for (var i = 0; i < decisions.Length; i++)
        {
            var at = StoredTime.Cut(records[i].At);
            decisions[i] = From(at.EqualsExact(records[i].At) ? records[i] : records[i] with { At = at });
        }

        return decisions;
    }

    /// <summary>Returns the number of bytes of the records' bodies.</summary>
    public static long BodyBytes(IReadOnlyList<DecisionRecord> records)
    {
        var bytes = 0L;
        for (var i = 0; i < records.Count; i++)
            bytes += records[i].Body.Length;
        return bytes;
    }

    /// <summary>Prepares a record for storing, outside the gate.</summary>
    /// <exception cref="ArgumentException">A text cannot be written as UTF-8.</exception>
    public static StoredDecision From(DecisionRecord record)
    {
        var head = DecisionHead.Of(record);
        return new StoredDecision(record, head, SHA256.HashData(head));
    }

    /// <summary>Whether this is a repetition of the stored record.</summary>
    public bool IsAgain(DecisionRecord stored) => DecisionHead.IsAgain(Record, stored);

    /// <summary>Returns the part of a record that a seal covers.</summary>
    public static SealedDecision Sealed(DecisionRecord record) => new(record.Id, record.At, record.Sha256, record.ErasedAt);
}

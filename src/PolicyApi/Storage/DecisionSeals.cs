using System.Buffers;
using System.Text.Json;

namespace PolicyApi.Storage;

/// <summary>
/// Seals one group of decisions that became durable together. The seals of a month form a chain: each one's hash covers the seal
/// and, through the previous hash, all seals before it.
/// </summary>
/// <param name="Month">The first day of the month (UTC) of the records' times.</param>
/// <param name="Sequence">1-based position in the month's chain, without gaps.</param>
/// <param name="Count">The number of records under it; at least 1.</param>
/// <param name="Root">The result of <see cref="DecisionSeals.Root"/> for its records.</param>
/// <param name="PreviousHash">The hash of the previous seal; <see cref="JournalChain.Start"/> for the month's first.</param>
/// <param name="Hash">SHA-256 over the 32 bytes of <paramref name="PreviousHash"/> followed by the seal's canonical JSON without its hash; 64 lower-case
/// hex digits.</param>
public sealed record DecisionSeal(DateOnly Month, long Sequence, int Count, string Root, string PreviousHash, string Hash);

/// <summary>The part of a decision that a seal covers; it survives the erasure of the body.</summary>
/// <param name="Id">The record's id.</param>
/// <param name="At">The record's time.</param>
/// <param name="Sha256">The hash of the body as it was written.</param>
/// <param name="ErasedAt">When the body was erased; not covered by the seal.</param>
public sealed record SealedDecision(string Id, DateTimeOffset At, string Sha256, DateTimeOffset? ErasedAt);

/// <summary>Computes seals.</summary>
public static class DecisionSeals
{
    /// <summary>Returns the first day of the month (UTC) in whose chain a record with a given time is sealed.</summary>
    /// <param name="at">The record's time.</param>
    public static DateOnly MonthOf(DateTimeOffset at) => new(at.UtcDateTime.Year, at.UtcDateTime.Month, 1);

    /// <summary>
    /// Returns the SHA-256 over the records in order, for each the canonical JSON of <c>at</c>, <c>id</c>, <c>sha256</c> and a line feed; 64 lower-case
    /// hex digits.
    /// </summary>
    /// <param name="records">The records under one seal.</param>
    public static string Root(IEnumerable<SealedDecision> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        var lines = new ArrayBufferWriter<byte>(4_096);
        foreach (var record in records)
        {
            new CanonicalObject(lines).Add("at", StoredTime.Text(record.At)).Add("id", record.Id).Add("sha256", record.Sha256).End();
            lines.Write("\n"u8);
        }

        return StoreChecks.Sha256(lines.WrittenSpan);
    }

    /// <summary>Returns the canonical JSON (RFC 8785) of a seal without its hash.</summary>
    /// <param name="seal">A seal, whatever its <see cref="DecisionSeal.Hash"/>.</param>
    public static byte[] Canonical(DecisionSeal seal)
    {
        ArgumentNullException.ThrowIfNull(seal);
        return new CanonicalObject()
            .Add("count", seal.Count)
            .Add("month", StoredTime.Text(seal.Month))
            .Add("previousHash", seal.PreviousHash)
            .Add("root", seal.Root)
            .Add("sequence", seal.Sequence)
            .ToBytes();
    }

    /// <summary>Returns the hash that a seal should have.</summary>
    /// <param name="seal">A seal, whatever its <see cref="DecisionSeal.Hash"/>.</param>
    public static string Hash(DecisionSeal seal) => JournalChain.Hash(seal.PreviousHash, Canonical(seal));

    /// <summary>Creates the seal of the next group of a month.</summary>
    /// <param name="month">The first day of the month.</param>
    /// <param name="last">The month's last seal; <see langword="null"/> for the first.</param>
    /// <param name="records">The records, in the order in which they are stored.</param>
    internal static DecisionSeal Next(DateOnly month, DecisionSeal? last, IReadOnlyCollection<SealedDecision> records)
    {
        var open = new DecisionSeal(month, (last?.Sequence ?? 0) + 1, records.Count, Root(records), last?.Hash ?? JournalChain.Start, string.Empty);
        return open with { Hash = Hash(open) };
    }

    /// <summary>Reads what <see cref="Canonical"/> wrote.</summary>
    /// <exception cref="JsonException">The bytes are not JSON.</exception>
    internal static DecisionSeal Read(ReadOnlyMemory<byte> canonical, string hash)
    {
        using var json = JsonDocument.Parse(canonical);
        var root = json.RootElement;
        return new DecisionSeal(
            StoredTime.Date(root.GetProperty("month").GetString()!),
            root.GetProperty("sequence").GetInt64(),
            root.GetProperty("count").GetInt32(),
            root.GetProperty("root").GetString()!,
            root.GetProperty("previousHash").GetString()!,
            hash);
    }
}

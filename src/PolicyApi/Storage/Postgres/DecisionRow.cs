using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace PolicyApi.Storage.Postgres;

/// <summary>A decision as it lies in the table.</summary>
internal sealed class DecisionRow
{
    // 128 bits: two subjects that share them would have to be looked for.
    private const int SubjectKeyBytes = 16;

    private DecisionRow(DecisionRecord record, byte[] head)
    {
        Record = record;
        Head = head;
        HeadHash = SHA256.HashData(head);
    }

    /// <summary>The columns that <see cref="Read"/> wants, in its order; the table is named <c>d</c>.</summary>
    public const string Columns = "d.id, d.head, d.head_hash, d.body";

    public DecisionRecord Record { get; }

    public byte[] Head { get; }

    public byte[] HeadHash { get; }

    public byte[]? SubjectKey => Record.Subject is { } subject ? KeyOf(subject) : null;

    /// <summary>Prepares a record for storing.</summary>
    /// <exception cref="ArgumentException">A text has no UTF-8.</exception>
    public static DecisionRow Of(DecisionRecord record)
    {
        var cut = record with { At = StoredTime.Cut(record.At) };
        return new DecisionRow(cut, DecisionHead.Of(cut));
    }

    /// <summary>What a seal covers of it.</summary>
    public SealedDecision ToSealed() => new(Record.Id, Record.At, Record.Sha256, Record.ErasedAt);

    /// <summary>By what a subject's records are found.</summary>
    public static byte[] KeyOf(string subject) => SHA256.HashData(Encoding.UTF8.GetBytes(subject))[..SubjectKeyBytes];

    /// <summary>The record of a row, verified.</summary>
    /// <exception cref="StoreCorruptException">It is not what was stored.</exception>
    public static DecisionRecord Read(NpgsqlDataReader row) =>
        DecisionHead.Read(row.GetString(0), row.Bytes(1), Convert.ToHexStringLower(row.Bytes(2)), row.Bytes(3));
}

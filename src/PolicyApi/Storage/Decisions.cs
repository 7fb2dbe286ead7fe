namespace PolicyApi.Storage;

/// <summary>The type of a recorded answer.</summary>
public enum DecisionType
{
    /// <summary>One policy on one subject.</summary>
    Decision,

    /// <summary>A scheme on one subject.</summary>
    Appraisal,
}

/// <summary>One recorded answer.</summary>
/// <param name="Id">Unique among the records of its month (UTC); 1–128 characters. Preferably one of <see cref="DecisionIds"/>.</param>
/// <param name="Type">Decision or appraisal.</param>
/// <param name="At">When; stored in UTC, truncated to the millisecond.</param>
/// <param name="DocumentId">The policy's id, or the scheme's for an appraisal.</param>
/// <param name="Subject">The person's id, if it could be read.</param>
/// <param name="Body">The record in canonical JSON; at most <see cref="StoreLimits.MaxContentBytes"/>. Empty once it was erased.</param>
/// <param name="Sha256">SHA-256 of <paramref name="Body"/> as it was written, 64 lower-case hex digits.</param>
/// <param name="ErasedAt">When body and subject were erased, in UTC to the millisecond; <see langword="null"/> if they were not, and for a record to be
/// written.</param>
public sealed record DecisionRecord(
    string Id,
    DecisionType Type,
    DateTimeOffset At,
    string DocumentId,
    string? Subject,
    ReadOnlyMemory<byte> Body,
    string Sha256,
    DateTimeOffset? ErasedAt = null)
{
    /// <summary>Marks a hash that this process computed itself, so that it is not computed again on the way to the disk.</summary>
    internal HashedBody? Proof { get; init; }

    /// <summary>Whether <see cref="Sha256"/> is known to be the hash of <see cref="Body"/>.</summary>
    internal bool IsProven => Proof is { } proof && proof.Bytes.Equals(Body) && ReferenceEquals(proof.Sha256, Sha256);

    /// <summary>Creates a record to be written, with the hash of its body.</summary>
    internal static DecisionRecord Hashed(string id, DecisionType type, DateTimeOffset at, string documentId, string? subject, ReadOnlyMemory<byte> body)
    {
        var proof = new HashedBody(body, StoreChecks.Sha256(body.Span));
        return new DecisionRecord(id, type, at, documentId, subject, body, proof.Sha256) { Proof = proof };
    }
}

/// <summary>Bytes and their hash, computed together.</summary>
/// <param name="Bytes">The bytes; must not be modified.</param>
/// <param name="Sha256">64 lower-case hex digits.</param>
internal sealed record HashedBody(ReadOnlyMemory<byte> Bytes, string Sha256);

/// <summary>A filter for records.</summary>
/// <param name="Type">Decisions or appraisals.</param>
/// <param name="DocumentId">Only those of this policy or scheme.</param>
/// <param name="Subject">Only those about this person; case matters.</param>
public sealed record DecisionFilter(DecisionType Type, string? DocumentId = null, string? Subject = null);

/// <summary>The position in a list after which the next page starts: the last record of the previous page.</summary>
/// <param name="At">The time of that record.</param>
/// <param name="Id">The id of that record.</param>
public sealed record DecisionCursor(DateTimeOffset At, string Id);

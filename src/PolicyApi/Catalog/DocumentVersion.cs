using PolicyApi.Storage;

namespace PolicyApi.Catalog;

/// <summary>
/// The status of a version: <c>draft</c>, its content can still be replaced; <c>submitted</c>, waiting for approval; <c>approved</c>, not yet published;
/// <c>published</c>, in force or to come into force, with content that never changes again; <c>superseded</c>, permanently replaced by other publications;
/// <c>withdrawn</c>, no longer in force.
/// </summary>
public enum VersionStatus
{
    /// <summary>Its content can still be replaced.</summary>
    Draft,

    /// <summary>It waits for approval. An edit makes it a draft again.</summary>
    Submitted,

    /// <summary>Its content is approved. An edit makes it a draft again.</summary>
    Approved,

    /// <summary>It was published and is in force, or will be; its content never changes again.</summary>
    Published,

    /// <summary>It was published, and other publications have replaced it.</summary>
    Superseded,

    /// <summary>It was published and later withdrawn.</summary>
    Withdrawn,
}

/// <summary>One version of a document.</summary>
/// <param name="Number">Its number, from 1 without gaps.</param>
/// <param name="Sha256">The SHA-256 of its content: 64 lower-case hex digits.</param>
/// <param name="Status">Draft, submitted, approved or published; <see cref="DocumentHistory.StatusOf"/> returns the status on a day, which can be
/// superseded or withdrawn.</param>
/// <param name="CreatedAt">When it was added (UTC).</param>
/// <param name="CreatedBy">The actor who added it.</param>
/// <param name="UpdatedAt">When its content was last replaced (UTC); <paramref name="CreatedAt"/> if never.</param>
/// <param name="UpdatedBy">The actor who last replaced its content, or added it.</param>
/// <param name="Approval">The last approval of this content; <see langword="null"/> for none. An edit or a rejection removes it.</param>
public sealed record DocumentVersion(
    int Number,
    string Sha256,
    VersionStatus Status,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset UpdatedAt,
    string UpdatedBy,
    Approval? Approval = null);

/// <summary>An approval of a version's content.</summary>
/// <param name="Sha256">The SHA-256 of the approved content.</param>
/// <param name="At">When it was approved (UTC).</param>
/// <param name="By">The approver.</param>
/// <param name="Reason">The approver's reason; <see langword="null"/> for none.</param>
public sealed record Approval(string Sha256, DateTimeOffset At, string By, string? Reason);

/// <summary>A journal entry that puts a version into force from a day, or takes its document out of force.</summary>
/// <param name="Version">The version.</param>
/// <param name="EffectiveFrom">The first day (UTC) on which it is in force, or no longer in force.</param>
/// <param name="At">The time (UTC) of the entry; later than that of every earlier publication or withdrawal in the journal.</param>
/// <param name="By">The actor who made it.</param>
/// <param name="Sequence">The sequence number of the journal entry.</param>
/// <param name="Basis">How the content was approved; has no meaning for a withdrawal.</param>
/// <param name="ApprovedBy">Who had approved the content by then; <see langword="null"/> for nobody.</param>
/// <param name="Reason">The actor's reason; <see langword="null"/> for none.</param>
/// <param name="IsWithdrawal">Whether it takes the document out of force from that day.</param>
public sealed record Publication(
    int Version,
    DateOnly EffectiveFrom,
    DateTimeOffset At,
    string By,
    long Sequence,
    PublicationBasis Basis,
    string? ApprovedBy,
    string? Reason,
    bool IsWithdrawal);

/// <summary>One journal entry about a document.</summary>
/// <param name="Sequence">The sequence number of the journal entry.</param>
/// <param name="At">The time (UTC) of the entry.</param>
/// <param name="By">The actor.</param>
/// <param name="Action">What was done.</param>
/// <param name="Version">The number of the version concerned.</param>
/// <param name="Sha256">The SHA-256 of the version's content after the entry.</param>
/// <param name="EffectiveFrom">The first day (UTC) of a publication or withdrawal; otherwise <see langword="null"/>.</param>
/// <param name="Basis">How the content of a publication was approved; otherwise <see langword="null"/>.</param>
/// <param name="Reason">The actor's reason; <see langword="null"/> for none.</param>
public sealed record DocumentChange(
    long Sequence,
    DateTimeOffset At,
    string By,
    JournalAction Action,
    int Version,
    string Sha256,
    DateOnly? EffectiveFrom,
    PublicationBasis? Basis,
    string? Reason);

using PolicyApi.Storage;

namespace PolicyApi.Catalog;

/// <summary>
/// The status of a version: <c>draft</c>, its content can still be replaced; <c>submitted</c>, waiting for approval; <c>approved</c>, not yet published;
/// <c>published</c>, in force or to come into force, with content that never changes again; <c>superseded</c>, permanently replaced by other publications;
/// <c>withdrawn</c>, no longer in force.
/// </summary>
public enum VersionStatus
{
    /// <summary>Its content may still be replaced.</summary>
    Draft,

    /// <summary>Its authors ask for approval. An edit makes it a draft again.</summary>
    Submitted,

    /// <summary>Someone vouches for its content. An edit makes it a draft again.</summary>
    Approved,

    /// <summary>It has been published, and is or will be in force; its content never changes again.</summary>
    Published,

    /// <summary>It was published, and other publications have permanently replaced it.</summary>
    Superseded,

    /// <summary>It was published and later withdrawn.</summary>
    Withdrawn,
}

/// <summary>One version of a document.</summary>
/// <param name="Number">1-based, without gaps.</param>
/// <param name="Sha256">SHA-256 of its content, 64 lower-case hex digits.</param>
/// <param name="Status">Draft, submitted, approved or published; see <see cref="DocumentHistory.StatusOf"/> for what has become of it by a day.</param>
/// <param name="CreatedAt">When it was added.</param>
/// <param name="CreatedBy">By whom.</param>
/// <param name="UpdatedAt">When its content was last replaced; the same as <paramref name="CreatedAt"/> if never.</param>
/// <param name="UpdatedBy">By whom.</param>
/// <param name="Approval">Who vouches for this content; gone with the next edit.</param>
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
/// <param name="Sha256">The hash of the content.</param>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Reason">The reason they gave.</param>
public sealed record Approval(string Sha256, DateTimeOffset At, string By, string? Reason);

/// <summary>The entry "version n is in force from date d", or no longer, made at a time by someone.</summary>
/// <param name="Version">The version.</param>
/// <param name="EffectiveFrom">The first day (UTC) on which it is in force, or no longer.</param>
/// <param name="At">When the entry was made; later than every entry before it in the journal.</param>
/// <param name="By">By whom.</param>
/// <param name="Sequence">The journal's number of the entry.</param>
/// <param name="Basis">What its approval is worth; without meaning for a withdrawal.</param>
/// <param name="ApprovedBy">Who had vouched for the content; <see langword="null"/> for nobody.</param>
/// <param name="Reason">The reason given by its author.</param>
/// <param name="IsWithdrawal">Whether the document is out of force from that day.</param>
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

/// <summary>What someone did to a document: one journal entry.</summary>
/// <param name="Sequence">The journal's number of the entry.</param>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Action">What.</param>
/// <param name="Version">To which version.</param>
/// <param name="Sha256">The hash of the content it was done to.</param>
/// <param name="EffectiveFrom">From which day, for publications and withdrawals.</param>
/// <param name="Basis">For publications, what the approval is worth.</param>
/// <param name="Reason">The reason they gave.</param>
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

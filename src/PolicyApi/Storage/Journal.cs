using PolicyEngine.Documents;

namespace PolicyApi.Storage;

/// <summary>
/// What was done to a document: a version was <c>drafted</c> (added), <c>edited</c>, <c>submitted</c> for approval, <c>approved</c>, <c>rejected</c> (sent back
/// to its authors), <c>published</c> or <c>withdrawn</c>.
/// </summary>
public enum JournalAction
{
    /// <summary>A new version was added, as a draft.</summary>
    Drafted,

    /// <summary>The content of a draft was replaced.</summary>
    Edited,

    /// <summary>A version is in force from a date.</summary>
    Published,

    /// <summary>An author asks for a draft to be approved.</summary>
    Submitted,

    /// <summary>Someone approves the content of a version.</summary>
    Approved,

    /// <summary>Someone sends a version back to its authors.</summary>
    Rejected,

    /// <summary>A version, and with it its document, is no longer in force from a date.</summary>
    Withdrawn,
}

/// <summary>For publications, what the approval is worth.</summary>
public enum PublicationBasis
{
    /// <summary>Someone who had no part in the content approved it.</summary>
    FourEyes,

    /// <summary>It shipped with the service, and the service itself put it into force.</summary>
    Shipped,

    /// <summary>Nobody else approved it, which the settings allowed.</summary>
    SinglePerson,
}

/// <summary>One line of the journal: a <see cref="DocumentEntry"/> or a <see cref="NoteEntry"/>. Never changed once written.</summary>
public abstract record JournalEntry
{
    private protected JournalEntry()
    {
    }

    /// <summary>1-based position in the journal, without gaps.</summary>
    public required long Sequence { get; init; }

    /// <summary>When, in UTC, to the millisecond.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it.</summary>
    public required string Actor { get; init; }

    /// <summary>The client's address.</summary>
    public string? Origin { get; init; }

    /// <summary>The reason, in the words of the actor.</summary>
    public string? Reason { get; init; }

    /// <summary>Additional details, as a JSON object in canonical form (RFC 8785).</summary>
    public string? Details { get; init; }

    /// <summary>The <see cref="Hash"/> of the previous entry; 64 zeros for the first.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>
    /// SHA-256 over the 32 bytes of <see cref="PreviousHash"/> followed by the canonical JSON of this entry without its hash; 64 lower-case hex digits.
    /// </summary>
    public required string Hash { get; init; }
}

/// <summary>A change to a document.</summary>
public sealed record DocumentEntry : JournalEntry
{
    /// <summary>The section of the document.</summary>
    public required CatalogSection Section { get; init; }

    /// <summary>The id of the document within its section.</summary>
    public required string DocumentId { get; init; }

    /// <summary>1-based count of the entries for this document, this one included.</summary>
    public required int Revision { get; init; }

    /// <summary>What was done.</summary>
    public required JournalAction Action { get; init; }

    /// <summary>1-based number of the version it was done to.</summary>
    public required int Version { get; init; }

    /// <summary>SHA-256 of the content that it was done to, 64 lower-case hex digits; always present for drafted and edited versions.</summary>
    public string? ContentSha256 { get; init; }

    /// <summary>The kind the content has; for drafted and edited versions.</summary>
    public DocumentKind? Kind { get; init; }

    /// <summary>The title the content has, so that lists need no content; for drafted and edited versions.</summary>
    public LocalizedText? Title { get; init; }

    /// <summary>The first day on which the version is in force, or no longer in force; for publications and withdrawals.</summary>
    public DateOnly? EffectiveFrom { get; init; }

    /// <summary>The kind of approval of a publication; <see langword="null"/> for all other entries.</summary>
    public PublicationBasis? Basis { get; init; }

    /// <summary>The document's key.</summary>
    public DocumentKey Key => new(Section, DocumentId);
}

/// <summary>An event that must be provable later and is not about a version of a document.</summary>
public sealed record NoteEntry : JournalEntry
{
    /// <summary>What was done, in one word such as <c>key-created</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to, as given by the caller that noted it.</summary>
    public string? Target { get; init; }

    /// <summary>SHA-256 of the target before, 64 lower-case hex digits.</summary>
    public string? HashBefore { get; init; }

    /// <summary>SHA-256 of the target after, 64 lower-case hex digits.</summary>
    public string? HashAfter { get; init; }
}

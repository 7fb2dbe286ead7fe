using PolicyEngine.Documents;

namespace PolicyApi.Storage;

/// <summary>What happened to a document.</summary>
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

    /// <summary>Someone vouches for the content of a version.</summary>
    Approved,

    /// <summary>Someone sends a version back to its authors.</summary>
    Rejected,

    /// <summary>A version, and with it its document, is no longer in force from a date.</summary>
    Withdrawn,
}

/// <summary>What stands behind a publication.</summary>
public enum PublicationBasis
{
    /// <summary>Someone who had no part in the content approved it.</summary>
    FourEyes,

    /// <summary>It shipped with the service, and the service itself put it into force.</summary>
    Shipped,

    /// <summary>Nobody else looked at it: the service was set to allow that.</summary>
    SinglePerson,
}

/// <summary>One line of the journal: what someone did to a document. Never changed once written.</summary>
public sealed record JournalEntry
{
    /// <summary>1-based position in the journal, without gaps.</summary>
    public required long Sequence { get; init; }

    /// <summary>When, in UTC, to the millisecond.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who.</summary>
    public required string Actor { get; init; }

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

    /// <summary>SHA-256 of the content that it was done to, 64 lower-case hex digits; <see langword="null"/> only in entries of old journals that are not drafts or edits.</summary>
    public string? ContentSha256 { get; init; }

    /// <summary>The kind the content has; for drafted and edited versions.</summary>
    public DocumentKind? Kind { get; init; }

    /// <summary>The title the content has, so that lists need no content; for drafted and edited versions.</summary>
    public LocalizedText? Title { get; init; }

    /// <summary>The first day on which the version is in force, or no longer; for publications and withdrawals.</summary>
    public DateOnly? EffectiveFrom { get; init; }

    /// <summary>What stands behind a publication; <see langword="null"/> for everything else, and in old journals.</summary>
    public PublicationBasis? Basis { get; init; }

    /// <summary>Why, in the words of the actor.</summary>
    public string? Reason { get; init; }

    /// <summary>The <see cref="Hash"/> of the entry before; 64 zeros for the first.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>SHA-256 over the 32 bytes of <see cref="PreviousHash"/> followed by the canonical JSON of this entry without its hash; 64 lower-case hex digits.</summary>
    public required string Hash { get; init; }

    /// <summary>The document's key.</summary>
    public DocumentKey Key => new(Section, DocumentId);
}

/// <summary>What a caller wants written to the journal.</summary>
public sealed record NewEntry
{
    /// <summary>When; stored in UTC, cut to the millisecond.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who; not empty.</summary>
    public required string Actor { get; init; }

    /// <summary>The document.</summary>
    public required DocumentKey Key { get; init; }

    /// <summary>The document's revision before this entry; 0 when it is new.</summary>
    public required int ExpectedRevision { get; init; }

    /// <summary>What was done.</summary>
    public required JournalAction Action { get; init; }

    /// <summary>1-based number of the version it was done to.</summary>
    public required int Version { get; init; }

    /// <summary>SHA-256 of the content that it is done to, 64 lower-case hex digits; needed for drafted and edited versions.</summary>
    public string? ContentSha256 { get; init; }

    /// <summary>The content itself, for drafted and edited versions; may be left out when the store already has it. At most <see cref="StoreLimits.MaxContentBytes"/>.</summary>
    public ReadOnlyMemory<byte>? Content { get; init; }

    /// <summary>The kind of the content; for drafted and edited versions.</summary>
    public DocumentKind? Kind { get; init; }

    /// <summary>The title of the content; for drafted and edited versions.</summary>
    public LocalizedText? Title { get; init; }

    /// <summary>The first day on which the version is in force, or no longer; for publications and withdrawals.</summary>
    public DateOnly? EffectiveFrom { get; init; }

    /// <summary>What stands behind it; only for publications.</summary>
    public PublicationBasis? Basis { get; init; }

    /// <summary>Why, in the words of the actor.</summary>
    public string? Reason { get; init; }
}

/// <summary>How an append ended: either all entries are in the journal, or none.</summary>
public abstract record AppendResult
{
    private AppendResult()
    {
    }

    /// <summary>All entries were written.</summary>
    /// <param name="Entries">As they stand in the journal.</param>
    public sealed record Appended(IReadOnlyList<JournalEntry> Entries) : AppendResult;

    /// <summary>Nothing was written: a document has moved on since the caller looked.</summary>
    /// <param name="Key">The first document that has.</param>
    /// <param name="ExpectedRevision">What the caller expected.</param>
    /// <param name="ActualRevision">What it is.</param>
    public sealed record Conflict(DocumentKey Key, int ExpectedRevision, int ActualRevision) : AppendResult;
}

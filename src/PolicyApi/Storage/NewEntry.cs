using PolicyEngine.Documents;

namespace PolicyApi.Storage;

/// <summary>An entry that a caller wants to write to the journal: a <see cref="NewDocumentEntry"/> or a <see cref="NewNoteEntry"/>.</summary>
public abstract record NewEntry
{
    private protected NewEntry()
    {
    }

    /// <summary>When; stored in UTC, truncated to the millisecond.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who; 1 to <see cref="StoreLimits.MaxActorLength"/> characters.</summary>
    public required string Actor { get; init; }

    /// <summary>The client's address; default: that of the current request; at most <see cref="StoreLimits.MaxOriginLength"/> characters.</summary>
    public string? Origin { get; init; } = EntryOrigin.Current;

    /// <summary>The reason, in the words of the actor; at most <see cref="StoreLimits.MaxReasonLength"/> characters.</summary>
    public string? Reason { get; init; }

    /// <summary>Additional details: a JSON object in canonical form (RFC 8785) of at most <see cref="StoreLimits.MaxDetailsBytes"/>.</summary>
    public string? Details { get; init; }

    /// <summary>Returns the entry as it will be in the journal, without its hash.</summary>
    internal abstract JournalEntry Placed(long sequence, string previousHash);
}

/// <summary>A change to a document.</summary>
public sealed record NewDocumentEntry : NewEntry
{
    /// <summary>The document.</summary>
    public required DocumentKey Key { get; init; }

    /// <summary>The document's revision before this entry; 0 when it is new.</summary>
    public required int ExpectedRevision { get; init; }

    /// <summary>What was done.</summary>
    public required JournalAction Action { get; init; }

    /// <summary>1-based number of the version it was done to.</summary>
    public required int Version { get; init; }

    /// <summary>SHA-256 of the content that it is done to, 64 lower-case hex digits; required for drafted and edited versions.</summary>
    public string? ContentSha256 { get; init; }

    /// <summary>
    /// The content itself, for drafted and edited versions; may be omitted if the store already has it. At most
    /// <see cref="StoreLimits.MaxContentBytes"/>.
    /// </summary>
    public ReadOnlyMemory<byte>? Content { get; init; }

    /// <summary>The kind of the content; for drafted and edited versions.</summary>
    public DocumentKind? Kind { get; init; }

    /// <summary>The title of the content; for drafted and edited versions.</summary>
    public LocalizedText? Title { get; init; }

    /// <summary>The first day on which the version is in force, or no longer in force; for publications and withdrawals.</summary>
    public DateOnly? EffectiveFrom { get; init; }

    /// <summary>The kind of its approval; only for publications.</summary>
    public PublicationBasis? Basis { get; init; }

    /// <inheritdoc/>
    internal override JournalEntry Placed(long sequence, string previousHash) => new DocumentEntry
    {
        Sequence = sequence,
        At = StoredTime.Cut(At),
        Actor = Actor,
        Origin = Origin,
        Reason = Reason,
        Details = Details,
        Section = Key.Section,
        DocumentId = Key.Id,
        Revision = ExpectedRevision + 1,
        Action = Action,
        Version = Version,
        ContentSha256 = ContentSha256,
        Kind = Kind,
        Title = Title,
        EffectiveFrom = EffectiveFrom,
        Basis = Basis,
        PreviousHash = previousHash,
        Hash = string.Empty,
    };
}

/// <summary>An event that must be provable later and is not about a version of a document.</summary>
public sealed record NewNoteEntry : NewEntry
{
    /// <summary>What was done: 1–64 characters of <c>a–z 0–9 -</c>, starting with a letter.</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to; at most <see cref="StoreLimits.MaxTargetLength"/> characters.</summary>
    public string? Target { get; init; }

    /// <summary>SHA-256 of the target before, 64 lower-case hex digits.</summary>
    public string? HashBefore { get; init; }

    /// <summary>SHA-256 of the target after, 64 lower-case hex digits.</summary>
    public string? HashAfter { get; init; }

    /// <inheritdoc/>
    internal override JournalEntry Placed(long sequence, string previousHash) => new NoteEntry
    {
        Sequence = sequence,
        At = StoredTime.Cut(At),
        Actor = Actor,
        Origin = Origin,
        Reason = Reason,
        Details = Details,
        Action = Action,
        Target = Target,
        HashBefore = HashBefore,
        HashAfter = HashAfter,
        PreviousHash = previousHash,
        Hash = string.Empty,
    };
}

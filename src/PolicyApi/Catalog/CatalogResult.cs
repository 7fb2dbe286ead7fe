using PolicyApi.Catalog.Force;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Catalog;

/// <summary>How a command on the catalogue ended. Only <see cref="Saved"/>, <see cref="Published"/> and <see cref="Imported"/> may have changed anything.</summary>
public abstract record CatalogResult
{
    private CatalogResult()
    {
    }

    /// <summary>A version was added, or a draft's content replaced.</summary>
    /// <param name="History">The document afterwards.</param>
    /// <param name="Version">The version it was about.</param>
    public sealed record Saved(DocumentHistory History, DocumentVersion Version) : CatalogResult;

    /// <summary>The version was published, or the document withdrawn.</summary>
    /// <param name="History">The document afterwards.</param>
    /// <param name="Shifts">Which documents' answers change, and on which days.</param>
    public sealed record Published(DocumentHistory History, IReadOnlyList<Shift> Shifts) : CatalogResult;

    /// <summary>The documents were brought in, or would be.</summary>
    /// <param name="Plan">What became, or would become, of each.</param>
    /// <param name="Shifts">Which documents' answers change, and on which days.</param>
    /// <param name="After">The catalogue afterwards, or as it would be.</param>
    public sealed record Imported(ImportPlan Plan, IReadOnlyList<Shift> Shifts, CatalogSnapshot After) : CatalogResult;

    /// <summary>There is a document of that id already.</summary>
    /// <param name="History">The document.</param>
    public sealed record AlreadyExists(DocumentHistory History) : CatalogResult;

    /// <summary>There is no such document, or it has no such version.</summary>
    /// <param name="Key">The requested document.</param>
    /// <param name="Version">The requested version, if the document exists.</param>
    public sealed record NotFound(DocumentKey Key, int? Version) : CatalogResult;

    /// <summary>The document has moved on since the caller looked.</summary>
    /// <param name="History">The document as it is; <see langword="null"/> when another process made it and this one has not read it yet.</param>
    /// <param name="Read">What the caller has read: the hash of a content, or how many publications there were; <see langword="null"/> when another process was quicker.</param>
    /// <param name="Present">The same as it is now.</param>
    public sealed record Conflict(DocumentHistory? History, string? Read = null, string? Present = null) : CatalogResult;

    /// <summary>The version is published, so its content stays.</summary>
    /// <param name="History">The document.</param>
    /// <param name="Version">The version.</param>
    public sealed record NotADraft(DocumentHistory History, DocumentVersion Version) : CatalogResult;

    /// <summary>The version's status does not allow the requested step.</summary>
    /// <param name="History">The document.</param>
    /// <param name="Version">The version.</param>
    /// <param name="Action">The requested step.</param>
    public sealed record WrongStatus(DocumentHistory History, DocumentVersion Version, JournalAction Action) : CatalogResult;

    /// <summary>Who wrote or edited a version cannot approve it.</summary>
    /// <param name="History">The document.</param>
    /// <param name="Version">The version.</param>
    /// <param name="Actor">Who tried.</param>
    public sealed record OwnContent(DocumentHistory History, DocumentVersion Version, string Actor) : CatalogResult;

    /// <summary>There is no published version to go back to.</summary>
    /// <param name="History">The document.</param>
    /// <param name="Day">The first day on which the older version was to be in force.</param>
    public sealed record NothingBefore(DocumentHistory History, DateOnly Day) : CatalogResult;

    /// <summary>Something in force needs the document that was to be withdrawn.</summary>
    /// <param name="Problems">What would be wrong without it, by document.</param>
    public sealed record Needed(IReadOnlyList<DocumentProblems> Problems) : CatalogResult;

    /// <summary>The version is not in force on the day from which it was to be withdrawn.</summary>
    /// <param name="History">The document.</param>
    /// <param name="Version">The version.</param>
    /// <param name="Day">The day.</param>
    public sealed record NotInForce(DocumentHistory History, DocumentVersion Version, DateOnly Day) : CatalogResult;

    /// <summary>The content names another id, section or kind than the document it was sent to.</summary>
    /// <param name="History">The document.</param>
    /// <param name="Kind">The kind the content has.</param>
    /// <param name="Id">The id the content has.</param>
    public sealed record OtherDocument(DocumentHistory History, DocumentKind Kind, string Id) : CatalogResult;

    /// <summary>Something speaks against what was to come into force, or to leave it.</summary>
    /// <param name="Problems">Everything that is wrong, by document.</param>
    /// <param name="Submitted">If it was only submitted, the day (UTC) for which it was checked; <see langword="null"/> if it was to come into force.</param>
    public sealed record Refused(IReadOnlyList<DocumentProblems> Problems, DateOnly? Submitted = null) : CatalogResult;
}

/// <summary>What is wrong, or doubtful, with one document in a set.</summary>
/// <param name="Document">The document's version.</param>
/// <param name="Diagnostics">In document order; at least one.</param>
public sealed record DocumentProblems(DocumentPin Document, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>The code for a version that someone else has to approve first.</summary>
    public const string NotApproved = "not-approved";

    /// <summary>Whether any of it is an error.</summary>
    public bool HasErrors => Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error);
}

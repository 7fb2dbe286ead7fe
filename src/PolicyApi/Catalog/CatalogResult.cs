using PolicyApi.Catalog.Force;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Catalog;

/// <summary>
/// The result of a command on the catalogue. Only <see cref="Saved"/>, <see cref="Published"/> and <see cref="Imported"/> can have changed anything.
/// </summary>
public abstract record CatalogResult
{
    private CatalogResult()
    {
    }

    /// <summary>A version was added or edited, or its status changed; or its content was already the one to save.</summary>
    /// <param name="History">The document after the command.</param>
    /// <param name="Version">The version that was added or changed.</param>
    public sealed record Saved(DocumentHistory History, DocumentVersion Version) : CatalogResult;

    /// <summary>The version was published, or the document withdrawn.</summary>
    /// <param name="History">The document after the command.</param>
    /// <param name="Shifts">The documents of which another version is in force, and on which days.</param>
    public sealed record Published(DocumentHistory History, IReadOnlyList<Shift> Shifts) : CatalogResult;

    /// <summary>The documents were imported, or would be if this were not a trial.</summary>
    /// <param name="Plan">What the import does to each document.</param>
    /// <param name="Shifts">The documents of which another version is in force, and on which days.</param>
    /// <param name="After">The catalogue after the import; for a trial, as it would be.</param>
    public sealed record Imported(ImportPlan Plan, IReadOnlyList<Shift> Shifts, CatalogSnapshot After) : CatalogResult;

    /// <summary>A document with that id already exists.</summary>
    /// <param name="History">The document.</param>
    public sealed record AlreadyExists(DocumentHistory History) : CatalogResult;

    /// <summary>The document does not exist, or does not have the version.</summary>
    /// <param name="Key">The requested document.</param>
    /// <param name="Version">The requested version; <see langword="null"/> if the document does not exist.</param>
    public sealed record NotFound(DocumentKey Key, int? Version) : CatalogResult;

    /// <summary>The document has changed since the caller read it.</summary>
    /// <param name="History">The document now; <see langword="null"/> if another process created it and this process has not read it yet.</param>
    /// <param name="Read">The state the caller read: the hash of a content, or a <see cref="DocumentHistory.PublicationsTag"/>; <see langword="null"/> if
    /// another process wrote first.</param>
    /// <param name="Present">The current state, in the same form.</param>
    public sealed record Conflict(DocumentHistory? History, string? Read = null, string? Present = null) : CatalogResult;

    /// <summary>The version is published, so its content cannot be changed.</summary>
    /// <param name="History">The document.</param>
    /// <param name="Version">The version.</param>
    public sealed record NotADraft(DocumentHistory History, DocumentVersion Version) : CatalogResult;

    /// <summary>The version's status does not allow the requested step.</summary>
    /// <param name="History">The document.</param>
    /// <param name="Version">The version.</param>
    /// <param name="Action">The requested step.</param>
    public sealed record WrongStatus(DocumentHistory History, DocumentVersion Version, JournalAction Action) : CatalogResult;

    /// <summary>The actor wrote or edited the version and therefore cannot approve it.</summary>
    /// <param name="History">The document.</param>
    /// <param name="Version">The version.</param>
    /// <param name="Actor">The actor who tried to approve it.</param>
    public sealed record OwnContent(DocumentHistory History, DocumentVersion Version, string Actor) : CatalogResult;

    /// <summary>There is no published version to roll back to.</summary>
    /// <param name="History">The document.</param>
    /// <param name="Day">The first day (UTC) on which the older version should have been in force.</param>
    public sealed record NothingBefore(DocumentHistory History, DateOnly Day) : CatalogResult;

    /// <summary>Documents in force depend on the document that was to be withdrawn.</summary>
    /// <param name="Problems">The errors that the other documents would have without it.</param>
    public sealed record Needed(IReadOnlyList<DocumentProblems> Problems) : CatalogResult;

    /// <summary>The version is not in force on the first day of the requested withdrawal.</summary>
    /// <param name="History">The document.</param>
    /// <param name="Version">The version.</param>
    /// <param name="Day">The first day (UTC) of the withdrawal.</param>
    public sealed record NotInForce(DocumentHistory History, DocumentVersion Version, DateOnly Day) : CatalogResult;

    /// <summary>The content has another id or kind than the document it was sent to.</summary>
    /// <param name="History">The document.</param>
    /// <param name="Kind">The kind of the content.</param>
    /// <param name="Id">The id in the content.</param>
    public sealed record OtherDocument(DocumentHistory History, DocumentKind Kind, string Id) : CatalogResult;

    /// <summary>The versions failed a check that they must pass to be submitted, imported or published.</summary>
    /// <param name="Problems">All problems, by document.</param>
    /// <param name="Submitted">For a submission, the day (UTC) for which the version was checked; otherwise <see langword="null"/>.</param>
    public sealed record Refused(IReadOnlyList<DocumentProblems> Problems, DateOnly? Submitted = null) : CatalogResult;
}

/// <summary>The errors and warnings of one document in a set.</summary>
/// <param name="Document">The version and its content.</param>
/// <param name="Diagnostics">In document order; at least one.</param>
public sealed record DocumentProblems(DocumentPin Document, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>The code of the error for a version that someone else must approve first.</summary>
    public const string NotApproved = "not-approved";

    /// <summary>Whether at least one diagnostic is an error.</summary>
    public bool HasErrors => Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error);
}

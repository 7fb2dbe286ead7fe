using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Catalog;

/// <summary>How a command on the catalogue ended. Only <see cref="Saved"/> and <see cref="Published"/> changed anything.</summary>
public abstract record CatalogResult
{
    private CatalogResult()
    {
    }

    /// <summary>A version was added, or a draft's content replaced.</summary>
    /// <param name="History">The document afterwards.</param>
    /// <param name="Version">The version it was about.</param>
    public sealed record Saved(DocumentHistory History, DocumentVersion Version) : CatalogResult;

    /// <summary>The versions were published.</summary>
    /// <param name="Histories">The documents afterwards, in the order asked.</param>
    public sealed record Published(IReadOnlyList<DocumentHistory> Histories) : CatalogResult;

    /// <summary>There is a document of that id already.</summary>
    /// <param name="History">The document.</param>
    public sealed record AlreadyExists(DocumentHistory History) : CatalogResult;

    /// <summary>There is no such document, or it has no such version.</summary>
    /// <param name="Key">The document asked for.</param>
    /// <param name="Version">The version asked for, when the document exists.</param>
    public sealed record NotFound(DocumentKey Key, int? Version) : CatalogResult;

    /// <summary>The document has moved on since the caller looked.</summary>
    /// <param name="History">The document as it is; <see langword="null"/> when another process made it and this one has not read it yet.</param>
    public sealed record Conflict(DocumentHistory? History) : CatalogResult;

    /// <summary>The version is published, so its content stays.</summary>
    /// <param name="History">The document.</param>
    /// <param name="Version">The version.</param>
    public sealed record NotADraft(DocumentHistory History, DocumentVersion Version) : CatalogResult;

    /// <summary>The content names another id, section or kind than the document it was sent to.</summary>
    /// <param name="History">The document.</param>
    /// <param name="Kind">The kind the content has.</param>
    /// <param name="Id">The id the content has.</param>
    public sealed record OtherDocument(DocumentHistory History, DocumentKind Kind, string Id) : CatalogResult;

    /// <summary>With the versions in force, the documents would not fit together.</summary>
    /// <param name="Problems">Everything that is wrong, by document.</param>
    public sealed record Refused(IReadOnlyList<DocumentProblems> Problems) : CatalogResult;
}

/// <summary>What is wrong, or doubtful, with one document in a set.</summary>
/// <param name="Document">The document's version.</param>
/// <param name="Diagnostics">In document order; at least one.</param>
public sealed record DocumentProblems(DocumentPin Document, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>Whether any of it is an error.</summary>
    public bool HasErrors => Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error);
}

/// <summary>One version to publish.</summary>
/// <param name="Key">The document.</param>
/// <param name="Version">The version's number.</param>
/// <param name="ExpectedSha256">The hash of the content the caller has looked at; <see langword="null"/> to publish whatever it is.</param>
public sealed record Publishing(DocumentKey Key, int Version, string? ExpectedSha256 = null);

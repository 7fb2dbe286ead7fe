using PolicyApi.Catalog;
using PolicyEngine.Documents;

namespace PolicyApi.Exchange;

/// <summary>What is in an exported catalogue: the file <c>catalog.json</c> of the archive.</summary>
/// <param name="AsOf">The day whose documents they are.</param>
/// <param name="KnownAt">When the last publication was made that it takes into account; left out when nothing was ever published.</param>
/// <param name="Documents">One entry per file, by path.</param>
public sealed record CatalogManifest(DateOnly AsOf, DateTimeOffset? KnownAt, IReadOnlyList<ExportedDocument> Documents);

/// <summary>One exported document.</summary>
/// <param name="Path">Its path in the archive.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Id">Its id.</param>
/// <param name="Version">The version that was in force.</param>
/// <param name="Sha256">The hash of its canonical content, which importing it anywhere gives again.</param>
public sealed record ExportedDocument(string Path, DocumentKind Kind, string Id, int Version, string Sha256);

/// <summary>What an import did, or, with <c>dryRun</c>, would do.</summary>
/// <param name="DryRun">Whether this is only the plan and nothing was written.</param>
/// <param name="Documents">The documents of the archive, by section, then by id.</param>
/// <param name="Changes">The ranges of days on which another version of a document applies than before. Empty unless documents are published.</param>
public sealed record ImportAnswer(bool DryRun, IReadOnlyList<ImportedDocument> Documents, IReadOnlyList<ImportedChange> Changes);

/// <summary>What an import does to one document.</summary>
/// <param name="Document">The section and id, such as <c>policies/kam-promotion</c>.</param>
/// <param name="Action">Whether the document is added, gets a new version, or is left unchanged.</param>
/// <param name="Version">The number of the version with this content.</param>
/// <param name="Sha256">SHA-256 of the canonical content, 64 lower-case hex digits.</param>
/// <param name="Submitted">Whether this import submits the version for approval.</param>
/// <param name="Published">Whether this import publishes the version.</param>
/// <param name="Status">The status of the version after the import. A <c>published</c> version that is not in force applies from a later day.</param>
/// <param name="InForce">Whether the version is in force today (UTC) after the import.</param>
/// <param name="EffectiveFrom">The first day on which the version applies; left out if it has never been published.</param>
/// <param name="Standing">What the approval of its publication is worth; left out if it has never been published.</param>
public sealed record ImportedDocument(
    string Document,
    ImportAction Action,
    int Version,
    string Sha256,
    bool Submitted,
    bool Published,
    VersionStatus Status,
    bool InForce,
    DateOnly? EffectiveFrom = null,
    Standing? Standing = null);

/// <summary>A range of days on which another version of a document applies than before.</summary>
/// <param name="Document">The section and id, such as <c>policies/kam-promotion</c>.</param>
/// <param name="From">The first day (UTC).</param>
/// <param name="To">The last day (UTC); left out if the range has no end.</param>
/// <param name="Before">The version that applied before; left out if there was none.</param>
/// <param name="After">The version that applies now; left out if there is none.</param>
public sealed record ImportedChange(string Document, DateOnly From, DateOnly? To = null, int? Before = null, int? After = null);

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

/// <summary>What importing an archive does, or would do.</summary>
/// <param name="DryRun">Whether nothing was written.</param>
/// <param name="Documents">One entry per document, by section, then by id.</param>
/// <param name="Changes">The days on which a different version of a document applies than before.</param>
public sealed record ImportAnswer(bool DryRun, IReadOnlyList<ImportedDocument> Documents, IReadOnlyList<ImportedChange> Changes);

/// <summary>What importing does to one document.</summary>
/// <param name="Document">Its section and id, such as <c>policies/kam-promotion</c>.</param>
/// <param name="Action">Whether it is new here.</param>
/// <param name="Version">The version that has, or gets, the content.</param>
/// <param name="Sha256">The hash of the content.</param>
/// <param name="Submitted">Whether it is submitted for approval.</param>
/// <param name="Published">Whether it is put into force.</param>
/// <param name="Status">Where the version stands afterwards; <c>published</c> and not in force is one whose day is still to come.</param>
/// <param name="InForce">Whether it is the version that answers today (UTC) afterwards.</param>
/// <param name="EffectiveFrom">From which day it is published; left out when it is not.</param>
/// <param name="Standing">What stands behind its publication: <c>fourEyes</c> when somebody else has approved it; left out when it is not published.</param>
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

/// <summary>A range of days on which a different version of a document applies than before.</summary>
/// <param name="Document">Its section and id.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day; left out if there is no end.</param>
/// <param name="Before">The version that applied before; left out if there was none.</param>
/// <param name="After">The version that applies now; left out if there is none.</param>
public sealed record ImportedChange(string Document, DateOnly From, DateOnly? To = null, int? Before = null, int? After = null);

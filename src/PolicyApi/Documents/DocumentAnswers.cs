using PolicyApi.Catalog;
using PolicyApi.Platform.Json;
using PolicyApi.Platform.Problems;
using PolicyEngine.Documents;

namespace PolicyApi.Documents;

/// <summary>The documents of one section, by id.</summary>
/// <param name="Items">One entry per document.</param>
/// <param name="Next">Give it as <c>after</c> to read the next page; left out on the last.</param>
public sealed record DocumentList(IReadOnlyList<DocumentDetails> Items, string? Next = null);

/// <summary>One document, whatever its versions say.</summary>
/// <param name="Id">Its id, unique within the section.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Title">What people call it, by the latest version.</param>
/// <param name="LatestVersion">The highest version number.</param>
/// <param name="InForce">The version in force today; left out when none is.</param>
public sealed record DocumentDetails(string Id, DocumentKind Kind, LocalizedText Title, int LatestVersion, int? InForce);

/// <summary>One version with its content.</summary>
/// <param name="Id">The document's id.</param>
/// <param name="Kind">The document's kind.</param>
/// <param name="Version">1-based number within the document's history.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Sha256">The hash of the canonical content: 64 lower-case hex digits; also the <c>ETag</c>.</param>
/// <param name="SavedAt">When its content was last saved.</param>
/// <param name="Content">The document itself, in canonical form (RFC 8785).</param>
/// <param name="Warnings">What the author should look at again; only after saving.</param>
public sealed record VersionContent(
    string Id,
    DocumentKind Kind,
    int Version,
    VersionStatus Status,
    string Sha256,
    DateTimeOffset SavedAt,
    RawJson Content,
    IReadOnlyList<ProblemEntry>? Warnings = null);

/// <summary>The versions of one document, oldest first.</summary>
/// <param name="Items">One entry per version.</param>
public sealed record VersionList(IReadOnlyList<VersionDetails> Items);

/// <summary>One version without its content.</summary>
/// <param name="Version">1-based number within the document's history.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Sha256">The hash of the canonical content.</param>
/// <param name="CreatedBy">Who added it.</param>
/// <param name="SavedAt">When its content was last saved.</param>
/// <param name="SavedBy">By whom.</param>
public sealed record VersionDetails(int Version, VersionStatus Status, string Sha256, string CreatedBy, DateTimeOffset SavedAt, string SavedBy);

/// <summary>The publications of one document, oldest first; entries are only ever added.</summary>
/// <param name="Items">One entry per publication.</param>
public sealed record PublicationList(IReadOnlyList<PublicationDetails> Items);

/// <summary>A version put into force.</summary>
/// <param name="Version">The version.</param>
/// <param name="EffectiveFrom">The first day on which it applies.</param>
/// <param name="PublishedAt">When it was published.</param>
/// <param name="PublishedBy">Who published it.</param>
public sealed record PublicationDetails(int Version, DateOnly EffectiveFrom, DateTimeOffset PublishedAt, string PublishedBy);

/// <summary>How a version is to be published. An empty body publishes from today.</summary>
/// <param name="EffectiveFrom">The first day on which it applies; today when left out.</param>
/// <param name="Reason">Why, at most 500 characters.</param>
public sealed record PublishCommand(DateOnly? EffectiveFrom = null, string? Reason = null);

/// <summary>What the checks say about a document that is not saved.</summary>
/// <param name="Valid">Whether it could be saved.</param>
/// <param name="Diagnostics">Every error and warning, in the order of the text.</param>
public sealed record ValidationAnswer(bool Valid, IReadOnlyList<ProblemEntry> Diagnostics);

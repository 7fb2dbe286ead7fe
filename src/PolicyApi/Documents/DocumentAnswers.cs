using PolicyApi.Catalog;
using PolicyApi.Platform.Json;
using PolicyApi.Platform.Problems;
using PolicyApi.Storage;
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
/// <param name="Status">Where the latest version stands.</param>
/// <param name="InForce">The version in force on the day asked about; left out when none is.</param>
/// <param name="Standing">What stands behind the version in force.</param>
public sealed record DocumentDetails(
    string Id, DocumentKind Kind, LocalizedText Title, int LatestVersion, VersionStatus Status, int? InForce = null, Standing? Standing = null);

/// <summary>One version with its content.</summary>
/// <param name="Id">The document's id.</param>
/// <param name="Kind">The document's kind.</param>
/// <param name="Version">1-based number within the document's history.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Sha256">The hash of the canonical content: 64 lower-case hex digits; also the <c>ETag</c>.</param>
/// <param name="SavedAt">When its content was last saved.</param>
/// <param name="Content">The document itself, in canonical form (RFC 8785).</param>
/// <param name="Contributors">Everybody who wrote or edited this version; none of them can approve it.</param>
/// <param name="Approval">Who vouches for this content; left out when nobody does.</param>
/// <param name="Standing">What stands behind its last publication; left out when it was never published.</param>
/// <param name="Warnings">What the author should look at again; only after saving.</param>
public sealed record VersionContent(
    string Id,
    DocumentKind Kind,
    int Version,
    VersionStatus Status,
    string Sha256,
    DateTimeOffset SavedAt,
    RawJson Content,
    IReadOnlyList<string> Contributors,
    ApprovalDetails? Approval = null,
    Standing? Standing = null,
    IReadOnlyList<ProblemEntry>? Warnings = null);

/// <summary>Someone vouches for a content.</summary>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why, in their words.</param>
public sealed record ApprovalDetails(string By, DateTimeOffset At, string? Reason = null);

/// <summary>The versions of one document, oldest first.</summary>
/// <param name="Items">One entry per version.</param>
/// <param name="Next">Give it as <c>after</c> to read the next page; left out on the last.</param>
public sealed record VersionList(IReadOnlyList<VersionDetails> Items, string? Next = null);

/// <summary>One version without its content.</summary>
/// <param name="Version">1-based number within the document's history.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Sha256">The hash of the canonical content.</param>
/// <param name="CreatedBy">Who added it.</param>
/// <param name="SavedAt">When its content was last saved.</param>
/// <param name="SavedBy">By whom.</param>
/// <param name="Contributors">Everybody who wrote or edited it; none of them can approve it.</param>
/// <param name="Approval">Who vouches for this content; left out when nobody does.</param>
/// <param name="Standing">What stands behind its last publication; left out when it was never published.</param>
public sealed record VersionDetails(
    int Version,
    VersionStatus Status,
    string Sha256,
    string CreatedBy,
    DateTimeOffset SavedAt,
    string SavedBy,
    IReadOnlyList<string> Contributors,
    ApprovalDetails? Approval = null,
    Standing? Standing = null);

/// <summary>The publications of one document, oldest first; entries are only ever added.</summary>
/// <param name="Items">One entry per publication or withdrawal.</param>
/// <param name="Next">Give it as <c>after</c> to read the next page; left out on the last.</param>
public sealed record PublicationList(IReadOnlyList<PublicationDetails> Items, string? Next = null);

/// <summary>A version put into force, or taken out of it.</summary>
/// <param name="Version">The version.</param>
/// <param name="EffectiveFrom">The first day on which it applies, or no longer does.</param>
/// <param name="PublishedAt">When that was decided.</param>
/// <param name="PublishedBy">By whom.</param>
/// <param name="Withdrawn">Whether nothing is in force from that day; left out for publications.</param>
/// <param name="Standing">What stands behind a publication.</param>
/// <param name="ApprovedBy">Who had vouched for the content; left out when nobody had.</param>
/// <param name="Reason">Why.</param>
/// <param name="Changes">On which days another version applies than before; only in the answer to the change itself.</param>
/// <param name="Warnings">What to look at again, such as days in the past; only in the answer to the change itself.</param>
public sealed record PublicationDetails(
    int Version,
    DateOnly EffectiveFrom,
    DateTimeOffset PublishedAt,
    string PublishedBy,
    bool? Withdrawn = null,
    Standing? Standing = null,
    string? ApprovedBy = null,
    string? Reason = null,
    IReadOnlyList<ForceChange>? Changes = null,
    IReadOnlyList<ProblemEntry>? Warnings = null);

/// <summary>Days on which another version applies than before.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day; left out for ever.</param>
/// <param name="Before">The version that applied; left out for none.</param>
/// <param name="After">The version that applies now; left out for none.</param>
public sealed record ForceChange(DateOnly From, DateOnly? To = null, int? Before = null, int? After = null);

/// <summary>Everything that was done to a document, oldest first.</summary>
/// <param name="Items">One entry per step.</param>
/// <param name="Next">Give it as <c>after</c> to read the next page; left out on the last.</param>
public sealed record DocumentLog(IReadOnlyList<DocumentStep> Items, string? Next = null);

/// <summary>One thing that someone did to a document.</summary>
/// <param name="Sequence">The journal's number of it.</param>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Action">What.</param>
/// <param name="Version">To which version.</param>
/// <param name="Sha256">To which content.</param>
/// <param name="EffectiveFrom">From which day, for publications and withdrawals.</param>
/// <param name="Standing">What stands behind a publication.</param>
/// <param name="Reason">Why.</param>
public sealed record DocumentStep(
    long Sequence,
    DateTimeOffset At,
    string By,
    JournalAction Action,
    int Version,
    string Sha256,
    DateOnly? EffectiveFrom = null,
    Standing? Standing = null,
    string? Reason = null);

/// <summary>A step of a version on its way into force.</summary>
/// <param name="Reason">Why, at most 500 characters; has to be given when a version is sent back.</param>
public sealed record StepCommand(string? Reason = null);

/// <summary>Which older version is to be in force again.</summary>
/// <param name="Reason">Why, 1 to 500 characters.</param>
/// <param name="ToVersion">The version; the one in force before the present one when left out.</param>
/// <param name="EffectiveFrom">The first day on which it applies; today when left out.</param>
public sealed record RollbackCommand(string Reason, int? ToVersion = null, DateOnly? EffectiveFrom = null);

/// <summary>From when a document is to be out of force.</summary>
/// <param name="Reason">Why, 1 to 500 characters.</param>
/// <param name="EffectiveFrom">The first day without it; today when left out.</param>
public sealed record WithdrawCommand(string Reason, DateOnly? EffectiveFrom = null);

/// <summary>How a version is to be published. An empty body publishes from today.</summary>
/// <param name="EffectiveFrom">The first day on which it applies; today when left out.</param>
/// <param name="Reason">Why, at most 500 characters.</param>
public sealed record PublishCommand(DateOnly? EffectiveFrom = null, string? Reason = null);

/// <summary>What the checks say about a document that is not saved.</summary>
/// <param name="Valid">Whether it could be saved.</param>
/// <param name="Diagnostics">Every error and warning, in the order of the text.</param>
public sealed record ValidationAnswer(bool Valid, IReadOnlyList<ProblemEntry> Diagnostics);

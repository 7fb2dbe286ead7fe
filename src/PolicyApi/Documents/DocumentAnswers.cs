using PolicyApi.Catalog;
using PolicyApi.Platform.Json;
using PolicyApi.Platform.Problems;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Documents;

/// <summary>One page of the documents of a section, by id.</summary>
/// <param name="Items">The documents.</param>
/// <param name="Next">Pass it as <c>after</c> to read the next page; left out on the last page.</param>
public sealed record DocumentList(IReadOnlyList<DocumentDetails> Items, string? Next = null);

/// <summary>A document: what its versions have in common, its latest version and the one in force.</summary>
/// <param name="Id">The id, unique within the section.</param>
/// <param name="Kind">The kind of the document.</param>
/// <param name="Title">The display title of the latest version.</param>
/// <param name="LatestVersion">The highest version number.</param>
/// <param name="Status">The status of the latest version, as of today.</param>
/// <param name="InForce">
/// The version in force: in a list, on the day and as of the moment requested (<c>asOf</c>, <c>knownAt</c>); otherwise today. Left out if there is none.
/// </param>
/// <param name="Standing">What the approval of the version in force is worth; left out if there is none.</param>
public sealed record DocumentDetails(
    string Id, DocumentKind Kind, LocalizedText Title, int LatestVersion, VersionStatus Status, int? InForce = null, Standing? Standing = null);

/// <summary>A version with its content.</summary>
/// <param name="Id">The document's id.</param>
/// <param name="Kind">The document's kind.</param>
/// <param name="Version">The number of the version, counted from 1.</param>
/// <param name="Status">The status of the version, as of today.</param>
/// <param name="Sha256">SHA-256 of the canonical content, 64 lower-case hex digits; the <c>ETag</c> begins with it.</param>
/// <param name="SavedAt">When the content was last saved (UTC).</param>
/// <param name="Content">The document itself, in canonical form (RFC 8785).</param>
/// <param name="Contributors">Everyone who wrote or edited this version, in the order of their first contribution. None of them can approve it.</param>
/// <param name="Approval">The approval of this content; left out if it is not approved.</param>
/// <param name="Standing">What the approval of its last publication is worth; left out if it was never published.</param>
/// <param name="Warnings">What the author should check; present only in the response to saving.</param>
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

/// <summary>An approval of a version's content.</summary>
/// <param name="By">Who approved it.</param>
/// <param name="At">When it was approved (UTC).</param>
/// <param name="Reason">The reason given; left out if none was.</param>
public sealed record ApprovalDetails(string By, DateTimeOffset At, string? Reason = null);

/// <summary>One page of the versions of a document, oldest first.</summary>
/// <param name="Items">The versions.</param>
/// <param name="Next">Pass it as <c>after</c> to read the next page; left out on the last page.</param>
public sealed record VersionList(IReadOnlyList<VersionDetails> Items, string? Next = null);

/// <summary>A version without its content.</summary>
/// <param name="Version">The number of the version, counted from 1.</param>
/// <param name="Status">The status of the version, as of today.</param>
/// <param name="Sha256">SHA-256 of the canonical content, 64 lower-case hex digits.</param>
/// <param name="CreatedBy">Who added the version.</param>
/// <param name="SavedAt">When the content was last saved (UTC).</param>
/// <param name="SavedBy">Who last saved the content.</param>
/// <param name="Contributors">Everyone who wrote or edited this version, in the order of their first contribution. None of them can approve it.</param>
/// <param name="Approval">The approval of this content; left out if it is not approved.</param>
/// <param name="Standing">What the approval of its last publication is worth; left out if it was never published.</param>
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

/// <summary>One page of the publications and withdrawals of a document, in the order in which they were made. Entries are never changed or removed.</summary>
/// <param name="Items">The publications and withdrawals.</param>
/// <param name="Next">Pass it as <c>after</c> to read the next page; left out on the last page.</param>
public sealed record PublicationList(IReadOnlyList<PublicationDetails> Items, string? Next = null);

/// <summary>A publication of a version, or a withdrawal.</summary>
/// <param name="Version">The version that was published or withdrawn.</param>
/// <param name="EffectiveFrom">For a publication, the first day on which the version applies; for a withdrawal, the first day without it (UTC).</param>
/// <param name="PublishedAt">When the publication or withdrawal was made (UTC).</param>
/// <param name="PublishedBy">Who made it.</param>
/// <param name="Withdrawn"><c>true</c> for a withdrawal: from <c>effectiveFrom</c>, no version is in force. Left out for a publication.</param>
/// <param name="Standing">What the approval of the published content is worth; left out for a withdrawal.</param>
/// <param name="ApprovedBy">Who had approved the content; left out if nobody had, and for a withdrawal.</param>
/// <param name="Reason">The reason given; left out if none was.</param>
/// <param name="Changes">
/// The ranges of days on which another version applies than before this step; present only in the response to publishing, rolling back or withdrawing.
/// </param>
/// <param name="Warnings">
/// What to check, such as changes of past days; present only in the response to publishing, rolling back or withdrawing, and only if there are any.
/// </param>
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

/// <summary>A range of days on which another version applies than before.</summary>
/// <param name="From">The first day (UTC).</param>
/// <param name="To">The last day (UTC); left out if the range has no end.</param>
/// <param name="Before">The version that applied before; left out if there was none.</param>
/// <param name="After">The version that applies now; left out if there is none.</param>
public sealed record ForceChange(DateOnly From, DateOnly? To = null, int? Before = null, int? After = null);

/// <summary>One page of the history of a document, oldest step first.</summary>
/// <param name="Items">The steps.</param>
/// <param name="Next">Pass it as <c>after</c> to read the next page; left out on the last page.</param>
public sealed record DocumentLog(IReadOnlyList<DocumentStep> Items, string? Next = null);

/// <summary>One step in the history of a document.</summary>
/// <param name="Sequence">The number of the step in the journal.</param>
/// <param name="At">When the step was made (UTC).</param>
/// <param name="By">Who made it.</param>
/// <param name="Action">What was done.</param>
/// <param name="Version">The version it was done to.</param>
/// <param name="Sha256">SHA-256 of that version's content at that time.</param>
/// <param name="EffectiveFrom">The effective day of a publication or withdrawal (UTC); left out for other steps.</param>
/// <param name="Standing">What the approval of the published content is worth; left out for other steps.</param>
/// <param name="Reason">The reason given; left out if none was.</param>
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

/// <summary>The body of submitting, approving or rejecting a version.</summary>
/// <param name="Reason">The reason, at most 500 characters. Required for rejecting; may be left out otherwise.</param>
public sealed record StepCommand(string? Reason = null);

/// <summary>The older version to put into force again.</summary>
/// <param name="Reason">The reason, 1 to 500 characters.</param>
/// <param name="ToVersion">The version; default: the one that was in force before the version in force on the effective day.</param>
/// <param name="EffectiveFrom">The first day on which the version applies; default: today (UTC).</param>
public sealed record RollbackCommand(string Reason, int? ToVersion = null, DateOnly? EffectiveFrom = null);

/// <summary>When and why the document is withdrawn.</summary>
/// <param name="Reason">The reason, 1 to 500 characters.</param>
/// <param name="EffectiveFrom">The first day on which no version is in force; default: today (UTC).</param>
public sealed record WithdrawCommand(string Reason, DateOnly? EffectiveFrom = null);

/// <summary>When and why a version is published. Without a body, it applies from today.</summary>
/// <param name="EffectiveFrom">The first day on which the version applies; default: today (UTC).</param>
/// <param name="Reason">The reason, at most 500 characters.</param>
public sealed record PublishCommand(DateOnly? EffectiveFrom = null, string? Reason = null);

/// <summary>The result of checking a document without saving it.</summary>
/// <param name="Valid">Whether the document could be saved: there are no errors.</param>
/// <param name="Diagnostics">All errors and warnings, in the order of the posted text.</param>
public sealed record ValidationAnswer(bool Valid, IReadOnlyList<ProblemEntry> Diagnostics);

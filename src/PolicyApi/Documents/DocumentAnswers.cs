using PolicyApi.Catalog;
using PolicyApi.Platform.Json;
using PolicyApi.Platform.Problems;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Documents;

/// <summary>The documents of one section, by id.</summary>
/// <param name="Items">One entry per document.</param>
/// <param name="Next">Pass it as <c>after</c> to read the next page; left out on the last page.</param>
public sealed record DocumentList(IReadOnlyList<DocumentDetails> Items, string? Next = null);

/// <summary>One document, whatever its versions say.</summary>
/// <param name="Id">Its id, unique within the section.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Title">The display title of the latest version.</param>
/// <param name="LatestVersion">The highest version number.</param>
/// <param name="Status">The status of the latest version.</param>
/// <param name="InForce">The version in force on the requested day; left out if there is none.</param>
/// <param name="Standing">What the approval of the version in force is worth.</param>
public sealed record DocumentDetails(
    string Id, DocumentKind Kind, LocalizedText Title, int LatestVersion, VersionStatus Status, int? InForce = null, Standing? Standing = null);

/// <summary>One version with its content.</summary>
/// <param name="Id">The document's id.</param>
/// <param name="Kind">The document's kind.</param>
/// <param name="Version">1-based number within the document's history.</param>
/// <param name="Status">The version's status.</param>
/// <param name="Sha256">The hash of the canonical content: 64 lower-case hex digits; the <c>ETag</c> begins with it.</param>
/// <param name="SavedAt">When its content was last saved.</param>
/// <param name="Content">The document itself, in canonical form (RFC 8785).</param>
/// <param name="Contributors">Everyone who wrote or edited this version; none of them can approve it.</param>
/// <param name="Approval">The approval of this content; left out if there is none.</param>
/// <param name="Standing">What the approval of its last publication is worth; left out if it was never published.</param>
/// <param name="Warnings">Things the author should check; only in the response to saving.</param>
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
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
/// <param name="Reason">The reason they gave.</param>
public sealed record ApprovalDetails(string By, DateTimeOffset At, string? Reason = null);

/// <summary>The versions of one document, oldest first.</summary>
/// <param name="Items">One entry per version.</param>
/// <param name="Next">Pass it as <c>after</c> to read the next page; left out on the last page.</param>
public sealed record VersionList(IReadOnlyList<VersionDetails> Items, string? Next = null);

/// <summary>One version without its content.</summary>
/// <param name="Version">1-based number within the document's history.</param>
/// <param name="Status">The version's status.</param>
/// <param name="Sha256">The hash of the canonical content.</param>
/// <param name="CreatedBy">Who added it.</param>
/// <param name="SavedAt">When its content was last saved.</param>
/// <param name="SavedBy">By whom.</param>
/// <param name="Contributors">Everyone who wrote or edited it; none of them can approve it.</param>
/// <param name="Approval">The approval of this content; left out if there is none.</param>
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

/// <summary>The publications of one document, oldest first; entries are only ever added.</summary>
/// <param name="Items">One entry per publication or withdrawal.</param>
/// <param name="Next">Pass it as <c>after</c> to read the next page; left out on the last page.</param>
public sealed record PublicationList(IReadOnlyList<PublicationDetails> Items, string? Next = null);

/// <summary>A publication of a version, or a withdrawal.</summary>
/// <param name="Version">The version.</param>
/// <param name="EffectiveFrom">The first day on which it applies, or no longer applies.</param>
/// <param name="PublishedAt">When that was decided.</param>
/// <param name="PublishedBy">By whom.</param>
/// <param name="Withdrawn"><c>true</c> for a withdrawal: no version is in force from that day. Left out for publications.</param>
/// <param name="Standing">For publications, what the approval is worth.</param>
/// <param name="ApprovedBy">Who had approved the content; left out if nobody had.</param>
/// <param name="Reason">Why.</param>
/// <param name="Changes">The days on which a different version applies than before; only in the response to the change itself.</param>
/// <param name="Warnings">Things to check, such as days in the past; only in the response to the change itself.</param>
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

/// <summary>A range of days on which a different version applies than before.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day; left out if there is no end.</param>
/// <param name="Before">The version that applied before; left out if there was none.</param>
/// <param name="After">The version that applies now; left out if there is none.</param>
public sealed record ForceChange(DateOnly From, DateOnly? To = null, int? Before = null, int? After = null);

/// <summary>Everything that was done to a document, oldest first.</summary>
/// <param name="Items">One entry per step.</param>
/// <param name="Next">Pass it as <c>after</c> to read the next page; left out on the last page.</param>
public sealed record DocumentLog(IReadOnlyList<DocumentStep> Items, string? Next = null);

/// <summary>One step in the history of a document.</summary>
/// <param name="Sequence">Its number in the journal.</param>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Action">What they did.</param>
/// <param name="Version">The version it was done to.</param>
/// <param name="Sha256">The hash of that version's content.</param>
/// <param name="EffectiveFrom">The effective day of a publication or withdrawal.</param>
/// <param name="Standing">For publications, what the approval is worth.</param>
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

/// <summary>The body of a step such as submitting, approving or rejecting a version.</summary>
/// <param name="Reason">Why, at most 500 characters; required when a version is rejected.</param>
public sealed record StepCommand(string? Reason = null);

/// <summary>Which older version to put into force again.</summary>
/// <param name="Reason">Why, 1 to 500 characters.</param>
/// <param name="ToVersion">The version; default: the one in force before the current one.</param>
/// <param name="EffectiveFrom">The first day on which it applies; default: today.</param>
public sealed record RollbackCommand(string Reason, int? ToVersion = null, DateOnly? EffectiveFrom = null);

/// <summary>From when a document is no longer in force.</summary>
/// <param name="Reason">Why, 1 to 500 characters.</param>
/// <param name="EffectiveFrom">The first day without it; default: today.</param>
public sealed record WithdrawCommand(string Reason, DateOnly? EffectiveFrom = null);

/// <summary>How to publish a version. An empty body publishes it with effect from today.</summary>
/// <param name="EffectiveFrom">The first day on which it applies; default: today.</param>
/// <param name="Reason">Why, at most 500 characters.</param>
public sealed record PublishCommand(DateOnly? EffectiveFrom = null, string? Reason = null);

/// <summary>The result of checking a document without saving it.</summary>
/// <param name="Valid">Whether it could be saved.</param>
/// <param name="Diagnostics">Every error and warning, in the order of the text.</param>
public sealed record ValidationAnswer(bool Valid, IReadOnlyList<ProblemEntry> Diagnostics);

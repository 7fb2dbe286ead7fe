namespace PolicyApi.Access.Keys;

/// <summary>What a new key is to be.</summary>
/// <param name="Name">Who will use it: 1–64 letters, digits, blanks and <c>. _ @ -</c>; no other key has it. The journal names the key's changes by it.</param>
/// <param name="Roles">What it may do.</param>
/// <param name="Manager">The id of the one manager whose appraisals and reports it reads; needed for <c>own-report-reader</c> and allowed for it alone.</param>
/// <param name="ExpiresAt">When it stops; never when left out.</param>
/// <param name="Reason">Why it is made, for the audit log: at most 1,000 characters.</param>
public sealed record CreateKeyCommand(string Name, IReadOnlyList<Role> Roles, string? Manager = null, DateTimeOffset? ExpiresAt = null, string? Reason = null);

/// <summary>How a key gets a new secret. An empty body gives the old one a day.</summary>
/// <param name="OverlapHours">For how long the old secret works beside the new one: 0 to 720, 24 when left out.</param>
/// <param name="Reason">Why, for the audit log: at most 1,000 characters.</param>
public sealed record RotateKeyCommand(int? OverlapHours = null, string? Reason = null);

/// <summary>Why a key is ended. The body may be left out.</summary>
/// <param name="Reason">Why, for the audit log: at most 1,000 characters.</param>
public sealed record RevokeKeyCommand(string? Reason = null);

/// <summary>An API key without its secret.</summary>
/// <param name="Id">Names the key; part of its text.</param>
/// <param name="Name">Who uses it.</param>
/// <param name="Roles">What it may do.</param>
/// <param name="Manager">The one manager whose appraisals it reads; left out for all others.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">By whom.</param>
/// <param name="ExpiresAt">When it stops; left out for never.</param>
/// <param name="RevokedAt">When it was revoked; left out while it works.</param>
/// <param name="RevokedBy">By whom.</param>
/// <param name="LastUsedAt">When it was last used, to about a minute; left out for never.</param>
/// <param name="Secrets">Its secrets that still work or will be the last, newest first.</param>
public sealed record KeyDetails(
    string Id,
    string Name,
    IReadOnlyList<Role> Roles,
    string? Manager,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt,
    string? RevokedBy,
    DateTimeOffset? LastUsedAt,
    IReadOnlyList<SecretDetails> Secrets);

/// <summary>When a secret of a key works.</summary>
/// <param name="CreatedAt">From when on.</param>
/// <param name="ExpiresAt">Until when, because a newer one takes its place; left out for the newest.</param>
public sealed record SecretDetails(DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);

/// <summary>A key with its text, which is shown this once and is stored nowhere.</summary>
/// <param name="Key">The key.</param>
/// <param name="Text">What its holder sends as <c>Authorization: Bearer</c>.</param>
public sealed record IssuedKey(KeyDetails Key, string Text);

/// <summary>Keys by id.</summary>
/// <param name="Items">One entry per key.</param>
/// <param name="Next">Give it as <c>after</c> to read the next page; left out on the last.</param>
public sealed record KeyList(IReadOnlyList<KeyDetails> Items, string? Next = null);

/// <summary>Who calls.</summary>
/// <param name="Actor">The name under which the journal knows the caller.</param>
/// <param name="Roles">What the caller may do.</param>
/// <param name="Manager">The one manager whose appraisals an <c>own-report-reader</c> reads; left out for all others.</param>
public sealed record CallerDetails(string Actor, IReadOnlyList<Role> Roles, string? Manager = null);

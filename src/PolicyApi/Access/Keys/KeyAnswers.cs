namespace PolicyApi.Access.Keys;

/// <summary>The properties of a new key.</summary>
/// <param name="Name">Who will use it: 1–64 letters, digits, spaces and <c>. _ @ -</c>, unique among all keys. The journal records the key's changes under it.</param>
/// <param name="Roles">What it may do.</param>
/// <param name="Manager">The id of the one manager whose appraisals and reports it may read; required for <c>own-report-reader</c> and allowed only for that role.</param>
/// <param name="ExpiresAt">When it expires; default: never.</param>
/// <param name="Reason">Why it is created, for the audit log: at most 1,000 characters.</param>
public sealed record CreateKeyCommand(string Name, IReadOnlyList<Role> Roles, string? Manager = null, DateTimeOffset? ExpiresAt = null, string? Reason = null);

/// <summary>How to give a key a new secret. With an empty body the old secret works for another day.</summary>
/// <param name="OverlapHours">For how many hours the old secret still works: 0 to 720; default: 24.</param>
/// <param name="Reason">Why, for the audit log: at most 1,000 characters.</param>
public sealed record RotateKeyCommand(int? OverlapHours = null, string? Reason = null);

/// <summary>Why a key is revoked. The body may be left out.</summary>
/// <param name="Reason">Why, for the audit log: at most 1,000 characters.</param>
public sealed record RevokeKeyCommand(string? Reason = null);

/// <summary>An API key without its secret.</summary>
/// <param name="Id">Names the key; part of its text.</param>
/// <param name="Name">Who uses it.</param>
/// <param name="Roles">What it may do.</param>
/// <param name="Manager">The one manager whose appraisals it may read; left out for other roles.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">By whom.</param>
/// <param name="ExpiresAt">When it expires; left out if never.</param>
/// <param name="RevokedAt">When it was revoked; left out while it works.</param>
/// <param name="RevokedBy">By whom.</param>
/// <param name="LastUsedAt">When it was last used, to within about a minute; left out if never.</param>
/// <param name="Secrets">Its secrets that still work, newest first.</param>
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

/// <summary>The period in which a secret of a key works.</summary>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="ExpiresAt">When it stops working because a newer one replaces it; left out for the newest.</param>
public sealed record SecretDetails(DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);

/// <summary>A key with its text, which is shown only once and not stored.</summary>
/// <param name="Key">The key.</param>
/// <param name="Text">What its holder sends as <c>Authorization: Bearer</c>.</param>
public sealed record IssuedKey(KeyDetails Key, string Text);

/// <summary>Keys by id.</summary>
/// <param name="Items">One entry per key.</param>
/// <param name="Next">Pass it as <c>after</c> to read the next page; left out on the last page.</param>
public sealed record KeyList(IReadOnlyList<KeyDetails> Items, string? Next = null);

/// <summary>Who calls.</summary>
/// <param name="Actor">The name under which the journal knows the caller.</param>
/// <param name="Roles">What the caller may do.</param>
/// <param name="Manager">The one manager whose appraisals an <c>own-report-reader</c> may read; left out for other roles.</param>
public sealed record CallerDetails(string Actor, IReadOnlyList<Role> Roles, string? Manager = null);

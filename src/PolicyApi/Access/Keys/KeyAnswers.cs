namespace PolicyApi.Access.Keys;

/// <summary>The properties of a new key.</summary>
/// <param name="Name">
/// The name of the person or system that will use it: 1–64 letters, digits, spaces and <c>. _ @ -</c>, unique among all keys. What is done with the key is
/// recorded under <c>key:</c> and this name.
/// </param>
/// <param name="Roles">The roles of the key, at least one.</param>
/// <param name="Manager">
/// The id of the one manager whose appraisals and reports the key may read; required for <c>own-report-reader</c>, and allowed only for that role.
/// </param>
/// <param name="ExpiresAt">When the key stops working; default: never.</param>
/// <param name="Reason">The reason, for the audit log; at most 1,000 characters.</param>
public sealed record CreateKeyCommand(string Name, IReadOnlyList<Role> Roles, string? Manager = null, DateTimeOffset? ExpiresAt = null, string? Reason = null);

/// <summary>How a key gets a new secret. Without a body, the old secret works for another 24 hours.</summary>
/// <param name="OverlapHours">The number of hours for which the old secret still works, 0 to 720; default: 24.</param>
/// <param name="Reason">The reason, for the audit log; at most 1,000 characters.</param>
public sealed record RotateKeyCommand(int? OverlapHours = null, string? Reason = null);

/// <summary>Why a key is revoked. The body may be left out.</summary>
/// <param name="Reason">The reason, for the audit log; at most 1,000 characters.</param>
public sealed record RevokeKeyCommand(string? Reason = null);

/// <summary>An API key without its secret.</summary>
/// <param name="Id">The id of the key; it is part of the key's text.</param>
/// <param name="Name">The name of the person or system that uses it.</param>
/// <param name="Roles">The roles of the key.</param>
/// <param name="Manager">The id of the one manager whose appraisals it may read; left out for other roles than <c>own-report-reader</c>.</param>
/// <param name="CreatedAt">When it was created (UTC).</param>
/// <param name="CreatedBy">Who created it.</param>
/// <param name="ExpiresAt">When it stops working (UTC); left out if it does not expire.</param>
/// <param name="RevokedAt">When it was revoked (UTC); left out if it was not revoked.</param>
/// <param name="RevokedBy">Who revoked it; left out if it was not revoked.</param>
/// <param name="LastUsedAt">When it was last used (UTC), to within about a minute; left out if it was never used.</param>
/// <param name="Secrets">The periods of its secrets, newest first. More than one works while a key is being rotated.</param>
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
/// <param name="CreatedAt">When the secret was created (UTC).</param>
/// <param name="ExpiresAt">When the secret stops working because a newer one replaces it (UTC); left out for the newest secret.</param>
public sealed record SecretDetails(DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);

/// <summary>A key with its text. The text is shown only once and is not stored.</summary>
/// <param name="Key">The details of the key.</param>
/// <param name="Text">The text that the holder sends in the header <c>Authorization: Bearer …</c>.</param>
public sealed record IssuedKey(KeyDetails Key, string Text);

/// <summary>One page of keys, by id.</summary>
/// <param name="Items">The keys.</param>
/// <param name="Next">Pass it as <c>after</c> to read the next page; left out on the last page.</param>
public sealed record KeyList(IReadOnlyList<KeyDetails> Items, string? Next = null);

/// <summary>The caller of the request.</summary>
/// <param name="Actor">The name under which the audit log records what the caller does.</param>
/// <param name="Roles">The roles of the caller.</param>
/// <param name="Manager">The id of the one manager whose appraisals the caller may read; left out for other roles than <c>own-report-reader</c>.</param>
public sealed record CallerDetails(string Actor, IReadOnlyList<Role> Roles, string? Manager = null);

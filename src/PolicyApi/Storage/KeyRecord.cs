using System.Text.Json.Serialization;

namespace PolicyApi.Storage;

/// <summary>One API key. Only hashes of its secrets are stored.</summary>
/// <param name="Id">Identifies the key; part of the key's text.</param>
/// <param name="Name">The display name; unique among all keys, including revoked ones, because the journal refers to it.</param>
/// <param name="Roles">The names of its roles.</param>
/// <param name="Manager">The one manager whose appraisals it may read; <see langword="null"/> unless a role requires it.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="CreatedBy">By whom.</param>
/// <param name="ExpiresAt">When it expires; <see langword="null"/> for never.</param>
/// <param name="RevokedAt">When it was revoked; <see langword="null"/> while it works.</param>
/// <param name="RevokedBy">By whom.</param>
/// <param name="LastUsedAt">When it was last used, to about a minute; <see langword="null"/> for never.</param>
/// <param name="Secrets">The secrets, newest first; older ones expire by themselves.</param>
public sealed record KeyRecord(
    string Id,
    string Name,
    IReadOnlyList<string> Roles,
    string? Manager,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt,
    string? RevokedBy,
    DateTimeOffset? LastUsedAt,
    IReadOnlyList<KeySecret> Secrets)
{
    /// <summary>The version at which it was read, which a change must name; 0 for a new key. Not stored in the record's content.</summary>
    [JsonIgnore]
    public long Version { get; init; }
}

/// <summary>One secret of a key.</summary>
/// <param name="Sha256">SHA-256 of the key's whole text, 64 lower-case hex digits.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="ExpiresAt">When it expires, because a newer one has replaced it; <see langword="null"/> for the newest.</param>
public sealed record KeySecret(string Sha256, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);

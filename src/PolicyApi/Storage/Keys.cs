using System.Text.Json.Serialization;

namespace PolicyApi.Storage;

/// <summary>One API key. Of its secrets only hashes are stored.</summary>
/// <param name="Id">Names the key; part of the key's text.</param>
/// <param name="Name">What people call it; unique among all keys, revoked ones too, because it stands in the journal.</param>
/// <param name="Roles">The names of its roles.</param>
/// <param name="Manager">The one manager whose appraisals it may read; <see langword="null"/> unless a role asks for it.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">By whom.</param>
/// <param name="ExpiresAt">When it stops; <see langword="null"/> for never.</param>
/// <param name="RevokedAt">When it was stopped for good; <see langword="null"/> while it works.</param>
/// <param name="RevokedBy">By whom.</param>
/// <param name="LastUsedAt">When it was last used, to about a minute; <see langword="null"/> for never.</param>
/// <param name="Secrets">The newest first; older ones run out on their own.</param>
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
    /// <summary>The version it was read at: what a change of it is made against; 0 for a new key. Not part of what is stored.</summary>
    [JsonIgnore]
    public long Version { get; init; }
}

/// <summary>One secret of a key.</summary>
/// <param name="Sha256">SHA-256 of the key's whole text, 64 lower-case hex digits.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When a newer one takes its place for good; <see langword="null"/> for the newest.</param>
public sealed record KeySecret(string Sha256, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);

/// <summary>Keeps API keys. They are few, so they are read as a whole.</summary>
public interface IKeyStore
{
    /// <summary>Every key, by its id.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StoreCorruptException">What is stored cannot be read.</exception>
    Task<IReadOnlyList<KeyRecord>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Adds keys, or replaces those of the same id, with notes in the journal: all of it or nothing. Durable when the task completes.</summary>
    /// <param name="keys">The keys, each with the version it was read at.</param>
    /// <param name="notes">What the journal is told of it.</param>
    /// <returns>
    /// The keys with their new versions; <see langword="null"/> when nothing was written because one of them has been changed since it
    /// was read, or a new one has the name of another (case does not matter). Read again, then decide again.
    /// </returns>
    /// <exception cref="StoreException">They could not be written; none of them is in force.</exception>
    Task<IReadOnlyList<KeyRecord>?> SaveAsync(IReadOnlyList<KeyRecord> keys, IReadOnlyList<NewNoteEntry> notes);
}

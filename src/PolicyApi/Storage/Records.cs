namespace PolicyApi.Storage;

/// <summary>The key of a record.</summary>
/// <param name="Collection">1–64 characters of <c>a–z 0–9 -</c>, starting with a letter.</param>
/// <param name="Id">1–256 characters from <c>!</c> to <c>~</c>; case matters. Ids that may contain others are hashed by their owner.</param>
public readonly record struct RecordKey(string Collection, string Id)
{
    /// <summary>Returns the key as displayed: <c>keys/0123abcd</c>.</summary>
    public override string ToString() => $"{Collection}/{Id}";
}

/// <summary>A record as it is stored.</summary>
/// <param name="Key">The collection and id.</param>
/// <param name="Version">1 when it was created, one more with every write. A record created again after it was deleted or expired starts at 1.</param>
/// <param name="Bytes">The content.</param>
/// <param name="Sha256">SHA-256 of <paramref name="Bytes"/>, 64 lower-case hex digits.</param>
/// <param name="ExpiresAt">When it expires, in UTC to the millisecond; <see langword="null"/> for never.</param>
public sealed record StoredRecord(RecordKey Key, long Version, ReadOnlyMemory<byte> Bytes, string Sha256, DateTimeOffset? ExpiresAt);

/// <summary>A change to a record.</summary>
public sealed record RecordWrite
{
    private RecordWrite(RecordKey key, long expectedVersion, ReadOnlyMemory<byte>? bytes, DateTimeOffset? expiresAt)
    {
        Key = key;
        ExpectedVersion = expectedVersion;
        Bytes = bytes;
        ExpiresAt = expiresAt;
    }

    /// <summary>The record.</summary>
    public RecordKey Key { get; }

    /// <summary>The version its writer has seen; 0 if it must not exist.</summary>
    public long ExpectedVersion { get; }

    /// <summary>Its new content; <see langword="null"/> to delete it.</summary>
    public ReadOnlyMemory<byte>? Bytes { get; }

    /// <summary>When it expires; <see langword="null"/> for never.</summary>
    public DateTimeOffset? ExpiresAt { get; }

    /// <summary>Creates or replaces a record. Its version is then one more than the expected one.</summary>
    /// <param name="key">The record.</param>
    /// <param name="expectedVersion">The version seen; 0 if it must not exist.</param>
    /// <param name="bytes">At most <see cref="StoreLimits.MaxContentBytes"/>.</param>
    /// <param name="expiresAt">When it expires; stored in UTC, truncated to the millisecond.</param>
    public static RecordWrite Put(RecordKey key, long expectedVersion, ReadOnlyMemory<byte> bytes, DateTimeOffset? expiresAt = null) =>
        new(key, expectedVersion, bytes, expiresAt);

    /// <summary>Deletes a record.</summary>
    /// <param name="key">The record.</param>
    /// <param name="expectedVersion">The version seen; at least 1.</param>
    public static RecordWrite Delete(RecordKey key, long expectedVersion) => new(key, expectedVersion, null, null);
}

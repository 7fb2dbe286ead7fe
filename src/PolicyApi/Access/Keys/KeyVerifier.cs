using PolicyApi.Storage;

namespace PolicyApi.Access.Keys;

/// <summary>Why a key is refused.</summary>
internal enum KeyRefusal
{
    /// <summary>There is no such key.</summary>
    Unknown,

    /// <summary>It has expired.</summary>
    Expired,

    /// <summary>It was revoked.</summary>
    Revoked,
}

/// <summary>Recognizes keys.</summary>
/// <param name="keys">The keys.</param>
/// <param name="bootstrap">The bootstrap key.</param>
/// <param name="time">The clock, for expiry.</param>
internal sealed class KeyVerifier(KeyDirectory keys, BootstrapKey bootstrap, TimeProvider time)
{
    // An unknown id takes the same comparison as a known one, so that response times do not reveal which ids exist.
    private static readonly KeySecret Impossible = new(new string('0', 64), DateTimeOffset.MinValue, null);

    /// <summary>Returns the caller who holds a key, or why it is refused.</summary>
    /// <param name="text">The key as presented.</param>
    public (Caller? Caller, KeyRefusal Refusal) Verify(string text)
    {
        var hash = KeyText.Hash(text);
        if (bootstrap.Is(hash))
            return (Caller.Bootstrap, default);
        var (known, refusal) = Find(text, hash);
        return (known is null ? null : CallerOf(known.Key), refusal);
    }

    /// <summary>
    /// Returns the valid key with a text, the same object until the key is changed; <see langword="null"/> for other texts and for the bootstrap key.
    /// </summary>
    /// <param name="text">The key as presented.</param>
    public RecognizedKey? Recognize(string text) => Find(text, KeyText.Hash(text)).Known;

    /// <summary>Whether a key that was recognized before is still valid: it has not been changed since, and has not expired. If so, its use is noted.</summary>
    public bool IsStill(RecognizedKey known)
    {
        if (!ReferenceEquals(keys.Held(known.Key.Id), known.Key))
            return false;
        var now = time.GetUtcNow();
        return WhyNot(known.Key, known.Secret, now) is null && Used(known.Key, now);
    }

    /// <summary>Returns the caller that a key identifies.</summary>
    public static Caller CallerOf(KeyRecord key) =>
        new($"key:{key.Name}", key.Roles.Select(RoleNames.Find).OfType<Role>().ToHashSet(), key.Manager);

    private (RecognizedKey? Known, KeyRefusal Refusal) Find(string text, byte[] hash)
    {
        var key = KeyText.IdOf(text) is { } id ? keys.Held(id) : null;
        var secret = (key?.Secrets ?? [Impossible]).LastOrDefault(s => KeyText.Same(hash, s.Sha256));
        if (key is null || secret is null)
            return (null, KeyRefusal.Unknown);

        // Only a caller with the secret learns that the key was revoked or has expired.
        var now = time.GetUtcNow();
        if (WhyNot(key, secret, now) is { } refusal)
            return (null, refusal);
        Used(key, now);
        return (new RecognizedKey(text, key, secret), default);
    }

    private static KeyRefusal? WhyNot(KeyRecord key, KeySecret secret, DateTimeOffset now)
    {
        if (key.RevokedAt is not null)
            return KeyRefusal.Revoked;
        return key.ExpiresAt <= now || secret.ExpiresAt <= now ? KeyRefusal.Expired : null;
    }

    private bool Used(KeyRecord key, DateTimeOffset now)
    {
        keys.Used(key, StoredTime.Cut(now));
        return true;
    }
}

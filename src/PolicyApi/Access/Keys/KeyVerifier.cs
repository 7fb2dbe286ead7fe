using PolicyApi.Storage;

namespace PolicyApi.Access.Keys;

/// <summary>Why a key does not let its holder in.</summary>
internal enum KeyRefusal
{
    /// <summary>There is no such key.</summary>
    Unknown,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>It was revoked.</summary>
    Revoked,
}

/// <summary>Recognizes keys.</summary>
/// <param name="keys">The keys.</param>
/// <param name="bootstrap">The one that makes the first.</param>
/// <param name="time">Says what has expired.</param>
internal sealed class KeyVerifier(KeyDirectory keys, BootstrapKey bootstrap, TimeProvider time)
{
    // An unknown id costs the same comparison as a known one, so that ids cannot be told by time.
    private static readonly KeySecret Impossible = new(new string('0', 64), DateTimeOffset.MinValue, null);

    /// <summary>The caller who holds a key, or why there is none.</summary>
    /// <param name="text">The key as presented.</param>
    public (Caller? Caller, KeyRefusal Refusal) Verify(string text)
    {
        var hash = KeyText.Hash(text);
        if (bootstrap.Is(hash))
            return (Caller.Bootstrap, default);
        var (key, refusal) = Find(text, hash);
        return (key is null ? null : CallerOf(key), refusal);
    }

    /// <summary>The key that a text is, if it lets its holder in: the same object for as long as it is not changed. The bootstrap key is none.</summary>
    /// <param name="text">The key as presented.</param>
    public KeyRecord? Recognize(string text) => Find(text, KeyText.Hash(text)).Key;

    /// <summary>Whom a key lets in.</summary>
    public static Caller CallerOf(KeyRecord key) =>
        new($"key:{key.Name}", key.Roles.Select(RoleNames.Find).OfType<Role>().ToHashSet(), key.Manager);

    private (KeyRecord? Key, KeyRefusal Refusal) Find(string text, byte[] hash)
    {
        var key = KeyText.IdOf(text) is { } id ? keys.Held(id) : null;
        var secret = (key?.Secrets ?? [Impossible]).LastOrDefault(s => KeyText.Same(hash, s.Sha256));
        if (key is null || secret is null)
            return (null, KeyRefusal.Unknown);

        // Only who holds the secret is told that the key was revoked or has run out.
        var now = time.GetUtcNow();
        if (key.RevokedAt is not null)
            return (null, KeyRefusal.Revoked);
        if (key.ExpiresAt <= now || secret.ExpiresAt <= now)
            return (null, KeyRefusal.Expired);
        keys.Used(key, StoredTime.Cut(now));
        return (key, default);
    }
}

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
        var (known, refusal) = Find(text, hash);
        return (known is null ? null : CallerOf(known.Key), refusal);
    }

    /// <summary>The key that a text is, if it lets its holder in: the same object for as long as it is not changed. The bootstrap key is none.</summary>
    /// <param name="text">The key as presented.</param>
    public RecognizedKey? Recognize(string text) => Find(text, KeyText.Hash(text)).Known;

    /// <summary>Whether a key that was recognized before lets its holder in now: it was not changed meanwhile, and has not run out.</summary>
    public bool IsStill(RecognizedKey known)
    {
        if (!ReferenceEquals(keys.Held(known.Key.Id), known.Key))
            return false;
        var now = time.GetUtcNow();
        return WhyNot(known.Key, known.Secret, now) is null && Used(known.Key, now);
    }

    /// <summary>Whom a key lets in.</summary>
    public static Caller CallerOf(KeyRecord key) =>
        new($"key:{key.Name}", key.Roles.Select(RoleNames.Find).OfType<Role>().ToHashSet(), key.Manager);

    private (RecognizedKey? Known, KeyRefusal Refusal) Find(string text, byte[] hash)
    {
        var key = KeyText.IdOf(text) is { } id ? keys.Held(id) : null;
        var secret = (key?.Secrets ?? [Impossible]).LastOrDefault(s => KeyText.Same(hash, s.Sha256));
        if (key is null || secret is null)
            return (null, KeyRefusal.Unknown);

        // Only who holds the secret is told that the key was revoked or has run out.
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

namespace PolicyApi.Catalog.Commands;

/// <summary>The version that a command concerns, or why it was not found.</summary>
/// <param name="History">Its document; always set if there is no <paramref name="Failure"/>.</param>
/// <param name="Version">The version; always set if there is no <paramref name="Failure"/>.</param>
/// <param name="Failure"><see cref="CatalogResult.NotFound"/> or <see cref="CatalogResult.Conflict"/>; <see langword="null"/> if it was found.</param>
internal readonly record struct Located(DocumentHistory History, DocumentVersion Version, CatalogResult? Failure)
{
    /// <summary>Finds a version and compares its content with the one that the caller has read.</summary>
    /// <param name="snapshot">All documents.</param>
    /// <param name="key">The version.</param>
    /// <param name="expectedSha256">The SHA-256 of the content that the caller has read; <see langword="null"/> for any content.</param>
    public static Located In(CatalogSnapshot snapshot, VersionKey key, string? expectedSha256)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (snapshot.Find(key.Key) is not { } history)
            return new(null!, null!, new CatalogResult.NotFound(key.Key, null));
        if (history.FindVersion(key.Number) is not { } version)
            return new(history, null!, new CatalogResult.NotFound(key.Key, key.Number));
        if (expectedSha256 is not null && !string.Equals(version.Sha256, expectedSha256, StringComparison.Ordinal))
            return new(history, version, new CatalogResult.Conflict(history, expectedSha256, version.Sha256));
        return new(history, version, null);
    }
}

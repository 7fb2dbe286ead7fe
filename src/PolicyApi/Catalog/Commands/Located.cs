namespace PolicyApi.Catalog.Commands;

/// <summary>The version that a command is about, or why there is nothing to do.</summary>
/// <param name="History">Its document; set unless <paramref name="Failure"/> is.</param>
/// <param name="Version">The version; set unless <paramref name="Failure"/> is.</param>
/// <param name="Failure"><see cref="CatalogResult.NotFound"/> or <see cref="CatalogResult.Conflict"/>; <see langword="null"/> if it was found.</param>
internal readonly record struct Located(DocumentHistory History, DocumentVersion Version, CatalogResult? Failure)
{
    /// <summary>Finds a version.</summary>
    /// <param name="snapshot">Where to look.</param>
    /// <param name="key">The version.</param>
    /// <param name="expectedSha256">The hash of the content the caller has read; <see langword="null"/> for any content.</param>
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

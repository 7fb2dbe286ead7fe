using PolicyApi.Catalog.Force;
using PolicyApi.Storage;

namespace PolicyApi.Catalog.Commands;

/// <summary>Publishes versions, rolls back and withdraws documents, always through <see cref="IntoForce"/>.</summary>
/// <param name="live">The live catalogue to change.</param>
/// <param name="door">Checks changes and clears them, or finds what prevents them.</param>
/// <param name="passage">Checks changes and writes them to the journal.</param>
internal sealed class PublicationCommands(LiveCatalog live, IntoForce door, ForcePassage passage)
{
    /// <summary>
    /// Publishes a version: puts it into force from a day. Every set that it would be part of must pass every gate before anything is written.
    /// An older version may be published again, which is a rollback.
    /// </summary>
    /// <param name="version">The version.</param>
    /// <param name="expectedSha256">The SHA-256 of the content that the caller has read.</param>
    /// <param name="effectiveFrom">The first day (UTC); it may be in the past or in the future.</param>
    /// <param name="reason">The actor's reason; <see langword="null"/> for none.</param>
    /// <param name="actor">The actor to record in the journal.</param>
    /// <param name="cancellationToken">Cancels the operation until it starts to write.</param>
    /// <returns>
    /// <see cref="CatalogResult.Published"/>, <see cref="CatalogResult.NotFound"/>, <see cref="CatalogResult.Conflict"/> or
    /// <see cref="CatalogResult.Refused"/>.
    /// </returns>
    public Task<CatalogResult> PublishAsync(
        VersionKey version, string expectedSha256, DateOnly effectiveFrom, string? reason, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(version);
        return passage.PassAsync(
            async (snapshot, cancellation) =>
                Located.In(snapshot, version, expectedSha256).Failure is { } failure
                    ? (failure, null)
                    : (null, await door.ClearAsync(Request(snapshot, version, effectiveFrom, reason, actor), cancellation)),
            problems => new CatalogResult.Refused(problems),
            (after, shifts) => new CatalogResult.Published(after.Find(version.Key)!, shifts),
            cancellationToken);
    }

    /// <summary>Publishes an older version again.</summary>
    /// <param name="key">The document.</param>
    /// <param name="expectedPublications">The <see cref="DocumentHistory.PublicationsTag"/> that the caller has read.</param>
    /// <param name="toVersion">The number of the version; <see langword="null"/> for the one that was in force before the present one.</param>
    /// <param name="effectiveFrom">The first day (UTC).</param>
    /// <param name="reason">The actor's reason; not empty.</param>
    /// <param name="actor">The actor to record in the journal.</param>
    /// <param name="cancellationToken">Cancels the operation until it starts to write.</param>
    /// <returns>
    /// <see cref="CatalogResult.Published"/>, <see cref="CatalogResult.NotFound"/>, <see cref="CatalogResult.Conflict"/>,
    /// <see cref="CatalogResult.NothingBefore"/> or <see cref="CatalogResult.Refused"/>.
    /// </returns>
    public Task<CatalogResult> RollBackAsync(
        DocumentKey key, string expectedPublications, int? toVersion, DateOnly effectiveFrom, string reason, string actor, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(reason);
        return passage.PassAsync(
            async (snapshot, cancellation) =>
            {
                if (snapshot.Find(key) is not { } history)
                    return (new CatalogResult.NotFound(key, null), null);
                if (toVersion is { } asked && history.FindVersion(asked) is null)
                    return (new CatalogResult.NotFound(key, asked), null);
                if (Moved(history, expectedPublications) is { } moved)
                    return (moved, null);
                if ((toVersion ?? Before(history, effectiveFrom)) is not { } number || history.FindVersion(number)!.Status != VersionStatus.Published)
                    return (new CatalogResult.NothingBefore(history, effectiveFrom), null);
                return (null, await door.ClearAsync(Request(snapshot, new VersionKey(key, number), effectiveFrom, reason, actor), cancellation));
            },
            problems => new CatalogResult.Refused(problems),
            (after, shifts) => new CatalogResult.Published(after.Find(key)!, shifts),
            cancellationToken);
    }

    /// <summary>Withdraws a document: takes it out of force from a day, unless another document in force would no longer compile without it.</summary>
    /// <param name="version">The version that is in force on that day.</param>
    /// <param name="expectedPublications">The <see cref="DocumentHistory.PublicationsTag"/> that the caller has read.</param>
    /// <param name="effectiveFrom">The first day (UTC) without it.</param>
    /// <param name="reason">The actor's reason; not empty.</param>
    /// <param name="actor">The actor to record in the journal.</param>
    /// <param name="cancellationToken">Cancels the operation until it starts to write.</param>
    /// <returns>
    /// <see cref="CatalogResult.Published"/>, <see cref="CatalogResult.NotFound"/>, <see cref="CatalogResult.Conflict"/>,
    /// <see cref="CatalogResult.NotInForce"/> or <see cref="CatalogResult.Needed"/>.
    /// </returns>
    public Task<CatalogResult> WithdrawAsync(
        VersionKey version, string expectedPublications, DateOnly effectiveFrom, string reason, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(version);
        ArgumentException.ThrowIfNullOrEmpty(reason);
        return passage.PassAsync(
            async (snapshot, cancellation) =>
            {
                var (history, found, failure) = Located.In(snapshot, version, null);
                if (failure is not null)
                    return (failure, null);
                if (Moved(history, expectedPublications) is { } moved)
                    return (moved, null);
                if (history.InForce(effectiveFrom, null)?.Version != version.Number)
                    return (new CatalogResult.NotInForce(history, found, effectiveFrom), null);
                return (null, await door.ClearWithdrawalAsync(Request(snapshot, version, effectiveFrom, reason, actor), cancellation));
            },
            problems => new CatalogResult.Needed(problems),
            (after, shifts) => new CatalogResult.Published(after.Find(version.Key)!, shifts),
            cancellationToken);
    }

    private ForceRequest Request(CatalogSnapshot snapshot, VersionKey version, DateOnly effectiveFrom, string? reason, string actor) =>
        new(snapshot, [], [version], effectiveFrom, snapshot.TimeOfNext(live.Now), actor, reason, live.Latest.Set);

    private static CatalogResult.Conflict? Moved(DocumentHistory history, string expectedPublications) =>
        string.Equals(expectedPublications, history.PublicationsTag, StringComparison.Ordinal)
            ? null
            : new CatalogResult.Conflict(history, expectedPublications, history.PublicationsTag);

    /// <summary>Returns the version that was in force before the one in force on a day; <see langword="null"/> if there was none.</summary>
    private static int? Before(DocumentHistory history, DateOnly day)
    {
        var present = history.InForce(day, null);
        return history.Publications
            .Where(p => !p.IsWithdrawal && p.EffectiveFrom <= day && p.Version != present?.Version)
            .OrderBy(p => p.EffectiveFrom).ThenBy(p => p.Sequence)
            .LastOrDefault()?.Version;
    }
}

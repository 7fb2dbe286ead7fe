using PolicyApi.Catalog.Force;
using PolicyApi.Storage;

namespace PolicyApi.Catalog;

/// <content>Coming into force, and leaving it: all of it through <see cref="IntoForce"/>.</content>
public sealed partial class PolicyCatalog
{
    /// <summary>The actor of the service itself, when it puts into force what ships with it. No caller has such a name: theirs have a prefix.</summary>
    public const string Shipper = "seeder";

    /// <summary>How often what comes into force is checked again because others were quicker.</summary>
    private const int MostTries = 8;

    /// <summary>
    /// Puts versions in force together from a day: all of them or none. Every set they would be part of has to pass every gate before
    /// anything is written. An older version may be published again: that is a rollback.
    /// </summary>
    /// <param name="versions">At least one; at most one of each document.</param>
    /// <param name="effectiveFrom">The first day (UTC); also one that has passed, or is to come.</param>
    /// <param name="reason">Why, in the words of the actor.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Cancels the operation, as long as nothing has been written.</param>
    /// <returns>
    /// <see cref="CatalogResult.Published"/>, <see cref="CatalogResult.NotFound"/>, <see cref="CatalogResult.Conflict"/> or
    /// <see cref="CatalogResult.Refused"/>.
    /// </returns>
    public Task<CatalogResult> PublishAsync(
        IReadOnlyList<Publishing> versions, DateOnly effectiveFrom, string? reason, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(versions);
        if (versions.Count == 0 || versions.DistinctBy(v => v.Key).Count() != versions.Count)
            throw new ArgumentException("give at least one version, and at most one of each document", nameof(versions));
        return PassAsync(
            async (snapshot, cancellation) =>
            {
                foreach (var version in versions)
                {
                    if (Locate(snapshot, new VersionKey(version.Key, version.Version), version.ExpectedSha256).Failure is { } failure)
                        return (failure, null);
                }

                var keys = versions.Select(v => new VersionKey(v.Key, v.Version)).ToList();
                return (null, await _intoForce.ClearAsync(Request(snapshot, keys, effectiveFrom, reason, actor), _state.Current.Set, cancellation));
            },
            problems => new CatalogResult.Refused(problems),
            cancellationToken);
    }

    /// <summary>Publishes an older version again.</summary>
    /// <param name="key">The document.</param>
    /// <param name="expectedPublications">The <see cref="DocumentHistory.PublicationsTag"/> the caller has read; <see langword="null"/> for any state.</param>
    /// <param name="toVersion">The version; <see langword="null"/> for the one that was in force before the present one.</param>
    /// <param name="effectiveFrom">The first day (UTC).</param>
    /// <param name="reason">Why, in the words of the actor.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Cancels the operation, as long as nothing has been written.</param>
    /// <returns>
    /// <see cref="CatalogResult.Published"/>, <see cref="CatalogResult.NotFound"/>, <see cref="CatalogResult.Conflict"/>,
    /// <see cref="CatalogResult.NothingBefore"/> or <see cref="CatalogResult.Refused"/>.
    /// </returns>
    public Task<CatalogResult> RollBackAsync(
        DocumentKey key, string? expectedPublications, int? toVersion, DateOnly effectiveFrom, string reason, string actor, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(reason);
        return PassAsync(
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
                return (null, await _intoForce.ClearAsync(Request(snapshot, [new VersionKey(key, number)], effectiveFrom, reason, actor), _state.Current.Set, cancellation));
            },
            problems => new CatalogResult.Refused(problems),
            cancellationToken);
    }

    /// <summary>Takes a document out of force from a day, unless something in force then needs it.</summary>
    /// <param name="version">The version that is in force on that day.</param>
    /// <param name="expectedPublications">The <see cref="DocumentHistory.PublicationsTag"/> the caller has read; <see langword="null"/> for any state.</param>
    /// <param name="effectiveFrom">The first day (UTC) without it.</param>
    /// <param name="reason">Why, in the words of the actor.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Cancels the operation, as long as nothing has been written.</param>
    /// <returns>
    /// <see cref="CatalogResult.Published"/>, <see cref="CatalogResult.NotFound"/>, <see cref="CatalogResult.Conflict"/>,
    /// <see cref="CatalogResult.NotInForce"/> or <see cref="CatalogResult.Needed"/>.
    /// </returns>
    public Task<CatalogResult> WithdrawAsync(
        VersionKey version, string? expectedPublications, DateOnly effectiveFrom, string reason, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(version);
        ArgumentException.ThrowIfNullOrEmpty(reason);
        return PassAsync(
            async (snapshot, cancellation) =>
            {
                var (history, found, failure) = Locate(snapshot, version, null);
                if (failure is not null)
                    return (failure, null);
                if (Moved(history!, expectedPublications) is { } moved)
                    return (moved, null);
                if (history!.InForce(effectiveFrom, null)?.Version != version.Number)
                    return (new CatalogResult.NotInForce(history, found!, effectiveFrom), null);
                return (null, await _intoForce.ClearWithdrawalAsync(Request(snapshot, [version], effectiveFrom, reason, actor), _state.Current.Set, cancellation));
            },
            problems => new CatalogResult.Needed(problems),
            cancellationToken);
    }

    private static CatalogResult.Conflict? Moved(DocumentHistory history, string? expectedPublications) =>
        expectedPublications is null || string.Equals(expectedPublications, history.PublicationsTag, StringComparison.Ordinal)
            ? null
            : new CatalogResult.Conflict(history, expectedPublications, history.PublicationsTag);

    /// <summary>The version in force before the one that is in force on a day.</summary>
    private static int? Before(DocumentHistory history, DateOnly day)
    {
        var present = history.InForce(day, null);
        return history.Publications
            .Where(p => !p.IsWithdrawal && p.EffectiveFrom <= day && p.Version != present?.Version)
            .OrderBy(p => p.EffectiveFrom).ThenBy(p => p.Sequence)
            .LastOrDefault()?.Version;
    }

    private ForceRequest Request(CatalogSnapshot snapshot, IReadOnlyList<VersionKey> versions, DateOnly effectiveFrom, string? reason, string actor) =>
        new(snapshot, [], versions, effectiveFrom, ForceTime(snapshot), actor, reason);

    /// <summary>
    /// Every publication is later than the one before, whatever the clock says, so that what was known at a moment stays what was
    /// known at that moment.
    /// </summary>
    private DateTimeOffset ForceTime(CatalogSnapshot snapshot)
    {
        var now = StoredTime.Cut(_time.GetUtcNow());
        return snapshot.KnownAt(null) is { } last && last.At >= now ? last.At.AddMilliseconds(1) : now;
    }

    private async Task<CatalogResult> PassAsync(
        Func<CatalogSnapshot, CancellationToken, Task<(CatalogResult? Failure, Clearing? Clearing)>> ask,
        Func<IReadOnlyList<DocumentProblems>, CatalogResult> refuse,
        CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            // Asked without holding up others: tests, changed rules and comparisons with RulesEngine may take a minute. What was asked
            // holds for what was there then, and that is looked at again when it is this one's turn.
            var asked = Snapshot;
            var (failure, clearing) = await ask(asked, cancellationToken);
            if (failure is not null || clearing!.Cleared is null)
                return failure ?? refuse(clearing!.Problems);
            if (await InTurnAsync(now => AppendAsync(clearing.Cleared.Entries, clearing.Shifts, asked, now), cancellationToken) is { } published)
                return published;
        }

        throw new StoreBusyException("others are publishing or changing documents faster than this change can be checked; nothing was written");
    }

    /// <returns><see langword="null"/> when what it was asked about has changed since: what was checked may no longer hold.</returns>
    private async Task<CatalogResult?> AppendAsync(IReadOnlyList<NewDocumentEntry> entries, IReadOnlyList<Shift> shifts, CatalogSnapshot asked, CatalogSnapshot now)
    {
        if (!now.IsInForceAs(asked) || entries.Any(e => now.Find(e.Key)?.Revision != asked.Find(e.Key)?.Revision))
            return null;
        var result = await AppendAsync(new StoreChange { Entries = entries, ExpectedSequence = now.Revision });
        return result is AppendResult.Appended
            ? new CatalogResult.Published([.. entries.Where(e => e.EffectiveFrom is not null).Select(e => Snapshot.Find(e.Key)!)], shifts)
            : null;
    }
}

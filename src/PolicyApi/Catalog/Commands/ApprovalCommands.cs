using PolicyApi.Catalog.Force;
using PolicyApi.Storage;

namespace PolicyApi.Catalog.Commands;

/// <summary>What happens to a version between its authors and its publication.</summary>
/// <param name="live">What is changed.</param>
/// <param name="door">Says whether a content is fit to come into force.</param>
/// <param name="singlePerson">Whether an author may approve their own content.</param>
internal sealed class ApprovalCommands(LiveCatalog live, IntoForce door, bool singlePerson)
{
    /// <summary>Asks for approval of a draft. Its content has to be fit to come into force today.</summary>
    /// <param name="version">The draft.</param>
    /// <param name="expectedSha256">The hash of the content the caller has read.</param>
    /// <param name="reason">Why, in the words of the actor.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Cancels the operation, as long as nothing has been written.</param>
    /// <returns>
    /// <see cref="CatalogResult.Saved"/>, <see cref="CatalogResult.NotFound"/>, <see cref="CatalogResult.Conflict"/>,
    /// <see cref="CatalogResult.WrongStatus"/> or <see cref="CatalogResult.Refused"/>.
    /// </returns>
    public async Task<CatalogResult> SubmitAsync(
        VersionKey version, string expectedSha256, string? reason, string actor, CancellationToken cancellationToken)
    {
        var snapshot = live.Snapshot;
        var (_, found, failure) = Located.In(snapshot, version, expectedSha256);
        if (failure is not null)
            return failure;
        var today = live.Today;
        var request = new ForceRequest(snapshot, [], [version], today, snapshot.TimeOfNext(live.Now), actor, reason, live.Latest.Set);
        if (found.Status == VersionStatus.Draft && await door.TryAsync(request, cancellationToken) is { Count: > 0 } problems)
            return new CatalogResult.Refused(problems, today);

        // Bound to the content that was looked at, whatever happens in between.
        return await MoveAsync(version, found.Sha256, JournalAction.Submitted, reason, actor, cancellationToken);
    }

    /// <summary>Vouches for the content of a submitted version, or of one that was published without approval. Its authors cannot.</summary>
    /// <param name="version">The version.</param>
    /// <param name="expectedSha256">The hash of the content the caller has read.</param>
    /// <param name="reason">Why, in the words of the actor.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Cancels the operation, as long as nothing has been written.</param>
    /// <returns>
    /// <see cref="CatalogResult.Saved"/>, <see cref="CatalogResult.NotFound"/>, <see cref="CatalogResult.Conflict"/>,
    /// <see cref="CatalogResult.WrongStatus"/> or <see cref="CatalogResult.OwnContent"/>.
    /// </returns>
    public Task<CatalogResult> ApproveAsync(
        VersionKey version, string expectedSha256, string? reason, string actor, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(expectedSha256);
        return MoveAsync(version, expectedSha256, JournalAction.Approved, reason, actor, cancellationToken);
    }

    /// <summary>Sends a submitted or approved version back to its authors, as a draft.</summary>
    /// <param name="version">The version.</param>
    /// <param name="expectedSha256">The hash of the content the caller has read.</param>
    /// <param name="reason">Why, in the words of the actor.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Cancels the operation, as long as nothing has been written.</param>
    /// <returns>
    /// <see cref="CatalogResult.Saved"/>, <see cref="CatalogResult.NotFound"/>, <see cref="CatalogResult.Conflict"/> or
    /// <see cref="CatalogResult.WrongStatus"/>.
    /// </returns>
    public Task<CatalogResult> RejectAsync(
        VersionKey version, string expectedSha256, string reason, string actor, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(reason);
        return MoveAsync(version, expectedSha256, JournalAction.Rejected, reason, actor, cancellationToken);
    }

    private Task<CatalogResult> MoveAsync(
        VersionKey version, string expectedSha256, JournalAction action, string? reason, string actor, CancellationToken cancellationToken) =>
        live.InTurnAsync(
            async turn =>
            {
                var (history, found, failure) = Located.In(turn.Snapshot, version, expectedSha256);
                if (failure is not null)
                    return failure;
                if (!MayMove(history, found, action))
                    return new CatalogResult.WrongStatus(history, found, action);
                if (action == JournalAction.Approved && !singlePerson && history.HasWritten(actor, found))
                    return new CatalogResult.OwnContent(history, found, actor);
                return await turn.SaveAsync(NewEntries.Step(history, found, action, reason, live.Now, actor));
            },
            cancellationToken);

    private static bool MayMove(DocumentHistory history, DocumentVersion version, JournalAction action) => action switch
    {
        JournalAction.Submitted => version.Status == VersionStatus.Draft,
        JournalAction.Approved => version.Status == VersionStatus.Submitted || (version.Status == VersionStatus.Published && !history.IsVouchedFor(version)),
        JournalAction.Rejected => version.Status is VersionStatus.Submitted or VersionStatus.Approved,
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "no step between draft and publication"),
    };
}

using PolicyApi.Catalog.Force;
using PolicyApi.Storage;

namespace PolicyApi.Catalog.Commands;

/// <summary>Moves versions between draft and publication: submits, approves and rejects them.</summary>
/// <param name="live">The live catalogue to change.</param>
/// <param name="door">Checks whether contents may come into force.</param>
/// <param name="singlePerson">Whether an author may approve their own content.</param>
internal sealed class ApprovalCommands(LiveCatalog live, IntoForce door, bool singlePerson)
{
    /// <summary>Submits a draft for approval. Its content must pass the checks for coming into force today.</summary>
    /// <param name="version">The draft.</param>
    /// <param name="expectedSha256">The SHA-256 of the content that the caller has read.</param>
    /// <param name="reason">The actor's reason; <see langword="null"/> for none.</param>
    /// <param name="actor">The actor to record in the journal.</param>
    /// <param name="cancellationToken">Cancels the operation until it starts to write.</param>
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

        // The content may have been replaced during the check: only the content that was checked is submitted.
        return await MoveAsync(version, found.Sha256, JournalAction.Submitted, reason, actor, cancellationToken);
    }

    /// <summary>
    /// Approves the content of a submitted version, or of one that was published without approval. Its authors cannot, except where one person
    /// may publish alone.
    /// </summary>
    /// <param name="version">The version.</param>
    /// <param name="expectedSha256">The SHA-256 of the content that the caller has read.</param>
    /// <param name="reason">The actor's reason; <see langword="null"/> for none.</param>
    /// <param name="actor">The actor to record in the journal.</param>
    /// <param name="cancellationToken">Cancels the operation until it starts to write.</param>
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

    /// <summary>Rejects a submitted or approved version, which becomes a draft again.</summary>
    /// <param name="version">The version.</param>
    /// <param name="expectedSha256">The SHA-256 of the content that the caller has read.</param>
    /// <param name="reason">The actor's reason; not empty.</param>
    /// <param name="actor">The actor to record in the journal.</param>
    /// <param name="cancellationToken">Cancels the operation until it starts to write.</param>
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

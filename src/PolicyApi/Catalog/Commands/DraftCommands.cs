using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Catalog.Commands;

/// <summary>Creates documents, adds versions and edits drafts.</summary>
/// <param name="live">The live catalogue to change.</param>
internal sealed class DraftCommands(LiveCatalog live)
{
    /// <summary>The maximum number of attempts to add a version while other processes change the same document.</summary>
    private const int MostTries = 8;

    /// <summary>Creates a document with version 1 as a draft.</summary>
    /// <param name="document">The content, read without errors.</param>
    /// <param name="actor">The actor to record in the journal.</param>
    /// <param name="cancellationToken">Cancels the operation until it starts to write.</param>
    /// <returns><see cref="CatalogResult.Saved"/> or <see cref="CatalogResult.AlreadyExists"/>.</returns>
    public Task<CatalogResult> CreateAsync(Document document, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(document);
        var key = new DocumentKey(document.Section, document.Id);
        return live.InTurnAsync(
            async turn =>
            {
                if (turn.Snapshot.Find(key) is { } existing)
                    return new CatalogResult.AlreadyExists(existing);

                // Another process may have created it in the meantime.
                return await turn.SaveAsync(NewEntries.Draft(document, key, 0, 1, live.Now, actor)) switch
                {
                    CatalogResult.Conflict { History: { } made } => new CatalogResult.AlreadyExists(made),
                    var result => result,
                };
            },
            cancellationToken);
    }

    /// <summary>Adds a version to a document, as a draft. Changes of the document by other processes are no conflict: it tries again.</summary>
    /// <param name="key">The document.</param>
    /// <param name="document">The content, read without errors.</param>
    /// <param name="actor">The actor to record in the journal.</param>
    /// <param name="cancellationToken">Cancels the operation until it starts to write.</param>
    /// <returns>
    /// <see cref="CatalogResult.Saved"/>, <see cref="CatalogResult.NotFound"/>, <see cref="CatalogResult.OtherDocument"/> or, if other
    /// processes changed the document during every attempt, <see cref="CatalogResult.Conflict"/>.
    /// </returns>
    public Task<CatalogResult> AddVersionAsync(DocumentKey key, Document document, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(document);
        return live.InTurnAsync(
            async turn =>
            {
                // Another process may have changed the document in the meantime; that does not prevent adding a version.
                for (var tries = 1; ; tries++)
                {
                    var result = await AddToAsync(turn, key, document, actor);
                    if (result is not CatalogResult.Conflict || tries == MostTries)
                        return result;
                }
            },
            cancellationToken);
    }

    /// <summary>
    /// Replaces the content of a version that was never published. The version becomes a draft again and loses any approval.
    /// Saving the same content changes nothing and writes no journal entry.
    /// </summary>
    /// <param name="version">The version.</param>
    /// <param name="document">The content, read without errors.</param>
    /// <param name="expectedSha256">The SHA-256 of the content that the caller has read.</param>
    /// <param name="actor">The actor to record in the journal.</param>
    /// <param name="cancellationToken">Cancels the operation until it starts to write.</param>
    /// <returns>
    /// <see cref="CatalogResult.Saved"/>, <see cref="CatalogResult.NotFound"/>, <see cref="CatalogResult.NotADraft"/>,
    /// <see cref="CatalogResult.OtherDocument"/> or <see cref="CatalogResult.Conflict"/>.
    /// </returns>
    public Task<CatalogResult> EditDraftAsync(
        VersionKey version, Document document, string expectedSha256, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentException.ThrowIfNullOrEmpty(expectedSha256);
        return live.InTurnAsync(
            async turn =>
            {
                var (history, found, failure) = Located.In(turn.Snapshot, version, expectedSha256);
                if (failure is not null)
                    return failure;
                if (found.Status == VersionStatus.Published)
                    return new CatalogResult.NotADraft(history, found);
                if (!IsOf(document, history))
                    return new CatalogResult.OtherDocument(history, document.Kind, document.Id);
                if (string.Equals(found.Sha256, document.Sha256, StringComparison.Ordinal))
                    return new CatalogResult.Saved(history, found);
                var entry = NewEntries.Draft(document, version.Key, history.Revision, version.Number, live.Now, actor);
                return await turn.SaveAsync(entry with { Action = JournalAction.Edited });
            },
            cancellationToken);
    }

    private async Task<CatalogResult> AddToAsync(LiveCatalog.Turn turn, DocumentKey key, Document document, string actor)
    {
        if (turn.Snapshot.Find(key) is not { } history)
            return new CatalogResult.NotFound(key, null);
        if (!IsOf(document, history))
            return new CatalogResult.OtherDocument(history, document.Kind, document.Id);
        return await turn.SaveAsync(NewEntries.Draft(document, key, history.Revision, history.Versions.Length + 1, live.Now, actor));
    }

    private static bool IsOf(Document document, DocumentHistory history) =>
        document.Kind == history.Kind && string.Equals(document.Id, history.Key.Id, StringComparison.Ordinal);
}

using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Catalog.Commands;

/// <summary>Writes documents: adds them and their versions, and edits drafts.</summary>
/// <param name="live">What is changed.</param>
internal sealed class DraftCommands(LiveCatalog live)
{
    /// <summary>How often adding a version is tried again because another process was quicker.</summary>
    private const int MostTries = 8;

    /// <summary>Adds a document, as a draft of version 1.</summary>
    /// <param name="document">The content, read without error.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Cancels the operation, as long as nothing has been written.</param>
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

                // Another process may have made it in the meantime.
                return await turn.SaveAsync(NewEntries.Draft(document, key, 0, 1, live.Now, actor)) switch
                {
                    CatalogResult.Conflict { History: { } made } => new CatalogResult.AlreadyExists(made),
                    var result => result,
                };
            },
            cancellationToken);
    }

    /// <summary>Adds a version to a document, as a draft, whatever has been done to the document in the meantime.</summary>
    /// <param name="key">The document.</param>
    /// <param name="document">The content, read without error.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Cancels the operation, as long as nothing has been written.</param>
    /// <returns>
    /// <see cref="CatalogResult.Saved"/>, <see cref="CatalogResult.NotFound"/>, <see cref="CatalogResult.OtherDocument"/> or, if other
    /// processes were quicker every time, <see cref="CatalogResult.Conflict"/>.
    /// </returns>
    public Task<CatalogResult> AddVersionAsync(DocumentKey key, Document document, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(document);
        return live.InTurnAsync(
            async turn =>
            {
                // Another process may have changed the document in the meantime, which says nothing against one more version.
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
    /// Replaces the content of a version that was never published; whatever it was submitted or approved for is void then.
    /// The same content again changes nothing and is not journalled.
    /// </summary>
    /// <param name="version">The draft.</param>
    /// <param name="document">The content, read without error.</param>
    /// <param name="expectedSha256">The hash of the content the caller has read.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Cancels the operation, as long as nothing has been written.</param>
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

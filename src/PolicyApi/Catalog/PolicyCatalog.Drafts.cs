using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Catalog;

/// <content>Writing documents.</content>
public sealed partial class PolicyCatalog
{
    /// <summary>Adds a document, as a draft of version 1.</summary>
    /// <param name="document">The content, read without error.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Cancels the operation, as long as nothing has been written.</param>
    /// <returns><see cref="CatalogResult.Saved"/> or <see cref="CatalogResult.AlreadyExists"/>.</returns>
    public Task<CatalogResult> CreateAsync(Document document, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(document);
        var key = new DocumentKey(document.Section, document.Id);
        return InTurnAsync(
            async snapshot =>
            {
                if (snapshot.Find(key) is { } existing)
                    return new CatalogResult.AlreadyExists(existing);

                // Another process may have made it in the meantime.
                return await SaveAsync(Draft(document, key, 0, 1, actor)) switch
                {
                    CatalogResult.Conflict { History: { } made } => new CatalogResult.AlreadyExists(made),
                    var result => result,
                };
            },
            cancellationToken);
    }

    /// <summary>Adds a version to a document, as a draft.</summary>
    /// <param name="key">The document.</param>
    /// <param name="document">The content, read without error.</param>
    /// <param name="expectedRevision">The revision the caller has read; <see langword="null"/> to add in any state.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Cancels the operation, as long as nothing has been written.</param>
    /// <returns>
    /// <see cref="CatalogResult.Saved"/>, <see cref="CatalogResult.NotFound"/>, <see cref="CatalogResult.OtherDocument"/> or
    /// <see cref="CatalogResult.Conflict"/>.
    /// </returns>
    public Task<CatalogResult> AddVersionAsync(
        DocumentKey key, Document document, int? expectedRevision, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(document);
        return InTurnAsync(
            async _ =>
            {
                // Another process may have changed the document in the meantime, which says nothing against one more version.
                for (var tries = 1; ; tries++)
                {
                    var result = await AddToAsync(_state.Snapshot, key, document, expectedRevision, actor);
                    if (result is not CatalogResult.Conflict || expectedRevision is not null || tries == MostTries)
                        return result;
                }
            },
            cancellationToken);
    }

    private async Task<CatalogResult> AddToAsync(CatalogSnapshot snapshot, DocumentKey key, Document document, int? expectedRevision, string actor)
    {
        if (snapshot.Find(key) is not { } history)
            return new CatalogResult.NotFound(key, null);
        if (!IsOf(document, history))
            return new CatalogResult.OtherDocument(history, document.Kind, document.Id);
        if (expectedRevision is { } expected && expected != history.Revision)
            return new CatalogResult.Conflict(history);
        return await SaveAsync(Draft(document, key, history.Revision, history.Versions.Length + 1, actor));
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
        ArgumentNullException.ThrowIfNull(version);
        ArgumentNullException.ThrowIfNull(document);
        ArgumentException.ThrowIfNullOrEmpty(expectedSha256);
        return InTurnAsync(
            async snapshot =>
            {
                var (history, found, failure) = Locate(snapshot, version, expectedSha256);
                if (failure is not null)
                    return failure;
                if (found!.Status == VersionStatus.Published)
                    return new CatalogResult.NotADraft(history!, found);
                if (!IsOf(document, history!))
                    return new CatalogResult.OtherDocument(history!, document.Kind, document.Id);
                if (string.Equals(found.Sha256, document.Sha256, StringComparison.Ordinal))
                    return new CatalogResult.Saved(history!, found);
                var entry = Draft(document, version.Key, history!.Revision, version.Number, actor);
                return await SaveAsync(entry with { Action = JournalAction.Edited });
            },
            cancellationToken);
    }

    private static bool IsOf(Document document, DocumentHistory history) =>
        document.Kind == history.Kind && string.Equals(document.Id, history.Key.Id, StringComparison.Ordinal);

    private NewDocumentEntry Draft(Document document, DocumentKey key, int revision, int version, string actor) => new()
    {
        At = _time.GetUtcNow(),
        Actor = actor,
        Key = key,
        ExpectedRevision = revision,
        Action = JournalAction.Drafted,
        Version = version,
        ContentSha256 = document.Sha256,
        Content = document.Canonical,
        Kind = document.Kind,
        Title = document.Title,
    };
}

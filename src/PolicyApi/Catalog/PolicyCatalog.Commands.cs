using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Catalog;

/// <content>The commands.</content>
public sealed partial class PolicyCatalog
{
    /// <summary>Adds a document, as a draft of version 1.</summary>
    /// <param name="document">The content, read without error.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Gives up before anything is written.</param>
    /// <returns><see cref="CatalogResult.Saved"/> or <see cref="CatalogResult.AlreadyExists"/>.</returns>
    public Task<CatalogResult> CreateAsync(Document document, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(document);
        var key = new DocumentKey(document.Section, document.Id);
        return InTurnAsync(
            async snapshot => snapshot.Find(key) is { } existing
                ? new CatalogResult.AlreadyExists(existing)
                : await SaveAsync(Draft(document, key, 0, 1, actor)),
            cancellationToken);
    }

    /// <summary>Adds a version to a document, as a draft.</summary>
    /// <param name="key">The document.</param>
    /// <param name="document">The content, read without error.</param>
    /// <param name="expectedRevision">The revision the caller has looked at; <see langword="null"/> to add whatever it is.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Gives up before anything is written.</param>
    /// <returns>
    /// <see cref="CatalogResult.Saved"/>, <see cref="CatalogResult.NotFound"/>, <see cref="CatalogResult.OtherDocument"/> or
    /// <see cref="CatalogResult.Conflict"/>.
    /// </returns>
    public Task<CatalogResult> AddVersionAsync(
        DocumentKey key, Document document, int? expectedRevision, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(document);
        return InTurnAsync(
            async snapshot =>
            {
                if (snapshot.Find(key) is not { } history)
                    return new CatalogResult.NotFound(key, null);
                if (!IsOf(document, history))
                    return new CatalogResult.OtherDocument(history, document.Kind, document.Id);
                if (expectedRevision is { } expected && expected != history.Revision)
                    return new CatalogResult.Conflict(history);
                return await SaveAsync(Draft(document, key, history.Revision, history.Versions.Length + 1, actor));
            },
            cancellationToken);
    }

    /// <summary>Replaces the content of a draft. The same content again changes nothing and is not journalled.</summary>
    /// <param name="version">The draft.</param>
    /// <param name="document">The content, read without error.</param>
    /// <param name="expectedSha256">The hash of the content the caller has looked at.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Gives up before anything is written.</param>
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
                var (history, found, failure) = Locate(snapshot, version.Key, version.Number, expectedSha256);
                if (failure is not null)
                    return failure;
                if (found!.Status != VersionStatus.Draft)
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

    /// <summary>
    /// Puts versions in force together from a day: all of them or none. Every set they would be part of is compiled before anything
    /// is written. An older version may be published again: that is a rollback.
    /// </summary>
    /// <param name="versions">At least one; at most one of each document.</param>
    /// <param name="effectiveFrom">The first day (UTC); also one that has passed, or is to come.</param>
    /// <param name="reason">Why, in the words of the actor.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Gives up before anything is written.</param>
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
        return InTurnAsync(
            async snapshot =>
            {
                var entries = new List<NewDocumentEntry>(versions.Count);
                foreach (var version in versions)
                {
                    var (history, _, failure) = Locate(snapshot, version.Key, version.Version, version.ExpectedSha256);
                    if (failure is not null)
                        return failure;
                    entries.Add(Publication(version, history!.Revision, effectiveFrom, reason, actor));
                }

                return await PublishAsync(snapshot, entries, effectiveFrom, cancellationToken);
            },
            cancellationToken);
    }

    private static bool IsOf(Document document, DocumentHistory history) =>
        document.Kind == history.Kind && string.Equals(document.Id, history.Key.Id, StringComparison.Ordinal);

    private static (DocumentHistory? History, DocumentVersion? Version, CatalogResult? Failure) Locate(
        CatalogSnapshot snapshot, DocumentKey key, int number, string? expectedSha256)
    {
        if (snapshot.Find(key) is not { } history)
            return (null, null, new CatalogResult.NotFound(key, null));
        if (history.FindVersion(number) is not { } version)
            return (history, null, new CatalogResult.NotFound(key, number));
        if (expectedSha256 is not null && !string.Equals(version.Sha256, expectedSha256, StringComparison.Ordinal))
            return (history, version, new CatalogResult.Conflict(history));
        return (history, version, null);
    }

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

    private NewDocumentEntry Publication(Publishing version, int revision, DateOnly effectiveFrom, string? reason, string actor) => new()
    {
        At = _time.GetUtcNow(),
        Actor = actor,
        Key = version.Key,
        ExpectedRevision = revision,
        Action = JournalAction.Published,
        Version = version.Version,
        EffectiveFrom = effectiveFrom,
        Reason = reason,
    };

    private async Task<CatalogResult> SaveAsync(NewDocumentEntry entry)
    {
        if (!await AppendAsync(StoreChange.Of(entry)))
            return new CatalogResult.Conflict(Snapshot.Find(entry.Key));
        var history = Snapshot.Find(entry.Key)!;
        return new CatalogResult.Saved(history, history.FindVersion(entry.Version)!);
    }

    private async Task<CatalogResult> PublishAsync(
        CatalogSnapshot snapshot, List<NewDocumentEntry> entries, DateOnly effectiveFrom, CancellationToken cancellationToken)
    {
        var prospective = snapshot.Fold([.. entries.Select((e, i) => Provisional(e, snapshot.Revision + 1 + i))]);
        var problems = await new PublishCheck(_sets).FindProblemsAsync(
            prospective, [.. entries.Select(e => new VersionKey(e.Key, e.Version))], effectiveFrom, _state.Current.Set, cancellationToken);
        if (problems.Count > 0)
            return new CatalogResult.Refused(problems);
        // What was checked is only what a document written meanwhile by another process has not changed.
        if (!await AppendAsync(new StoreChange { Entries = entries, ExpectedSequence = snapshot.Revision }))
            return new CatalogResult.Conflict(entries.Select(e => Snapshot.Find(e.Key)).First(h => h is not null));
        return new CatalogResult.Published([.. entries.Select(e => Snapshot.Find(e.Key)!)]);
    }

    private static DocumentEntry Provisional(NewDocumentEntry entry, long sequence) => new()
    {
        Sequence = sequence,
        At = entry.At,
        Actor = entry.Actor,
        Section = entry.Key.Section,
        DocumentId = entry.Key.Id,
        Revision = entry.ExpectedRevision + 1,
        Action = entry.Action,
        Version = entry.Version,
        EffectiveFrom = entry.EffectiveFrom,
        PreviousHash = JournalChain.Start,
        Hash = JournalChain.Start,
    };

    /// <returns><see langword="false"/> when another process was quicker; what it wrote has then been taken over.</returns>
    private async Task<bool> AppendAsync(StoreChange change)
    {
        // From here on nothing gives up: what is in the journal must be in the catalogue.
        var result = await _store.AppendAsync(change, CancellationToken.None);
        if (result is AppendResult.Appended { Entries: var written } && written[0].Sequence == _state.Snapshot.Revision + 1)
            _state = await StateOfAsync(_state.Snapshot.Fold(written), Today, CancellationToken.None);
        else
            await CatchUpAsync(CancellationToken.None);
        return result is AppendResult.Appended;
    }

    private async Task<CatalogResult> InTurnAsync(Func<CatalogSnapshot, Task<CatalogResult>> command, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await command(_state.Snapshot);
        }
        finally
        {
            _turn.Release();
        }
    }
}

namespace PolicyApi.Storage.LiteDb;

/// <content>Journal and records.</content>
public sealed partial class LiteDbPolicyStore
{
    /// <inheritdoc/>
    public async Task<AppendResult> AppendAsync(StoreChange change, CancellationToken cancellationToken)
    {
        StoreChecks.Check(change);
        if (TakesRoom(change))
            _reserve.Demand();
        else
            _reserve.DemandSome();
        return await _changeWriter.AppendAsync(change, change.Entries.Count + change.Records.Count, StoreChecks.SizeOf(change), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JournalEntry>> ReadJournalAsync(long afterSequence, int most, CancellationToken cancellationToken)
    {
        StoreChecks.CheckRead(afterSequence, most);
        return await Gate.RunAsync(() => _journal.Journal.Read(afterSequence, most), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DocumentEntry>> ReadDocumentEntriesAsync(long afterSequence, int most, CancellationToken cancellationToken)
    {
        StoreChecks.CheckRead(afterSequence, most);
        return await Gate.RunAsync(() => _journal.Journal.ReadDocuments(afterSequence, most), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<JournalHead> ReadHeadAsync(CancellationToken cancellationToken) => Gate.RunAsync(_journal.Journal.Head, cancellationToken);

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>?> ReadContentAsync(string sha256, CancellationToken cancellationToken)
    {
        StoreChecks.CheckSha256(sha256, nameof(sha256));
        return await Gate.RunAsync(() => _journal.Contents.Find(sha256), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ListContentsAsync(string? afterSha256, int most, CancellationToken cancellationToken)
    {
        StoreChecks.CheckRead(0, most);
        return await Gate.RunAsync(() => _journal.Contents.List(afterSha256 ?? string.Empty, most), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<StoredRecord?> FindRecordAsync(RecordKey key, CancellationToken cancellationToken)
    {
        StoreChecks.Check(key);
        return await Gate.RunAsync(() => _journal.Records.Find(key), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoredRecord>> ListRecordsAsync(
        string collection, string? afterId, int pageSize, CancellationToken cancellationToken)
    {
        StoreChecks.CheckPage(collection, afterId, pageSize);
        return await Gate.RunAsync(() => _journal.Records.List(collection, afterId, pageSize), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<int> SweepRecordsAsync(CancellationToken cancellationToken) => Gate.RunAsync(
        () =>
        {
            _reserve.DemandSome();
            return _journal.Sweep();
        },
        cancellationToken);

    // What needs space: contents of documents, and records created without an entry, which are the answers kept for repeated requests. Completing such an
    // answer, and actions that consist only of an entry (revoking a key, erasing a person, rolling back), are written in any case.
    private static bool TakesRoom(StoreChange change) =>
        change.Entries.Any(e => e is NewDocumentEntry { Content: not null })
        || (change.Entries.Count == 0 && change.Records.Any(r => r is { ExpectedVersion: 0, Bytes: not null }));
}

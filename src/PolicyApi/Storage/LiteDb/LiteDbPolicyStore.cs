using System.ComponentModel.DataAnnotations;
using PolicyApi.Storage.LiteDb.Files;

namespace PolicyApi.Storage.LiteDb;

/// <summary>
/// The embedded store: the journal with its contents in one file, the decision log in another, all behind one gate.
/// What it acknowledges is durable: written to a log and synced.
/// </summary>
public sealed class LiteDbPolicyStore : IPolicyStore, IStoreInventory
{
    private readonly LiteDbOptions _options;
    private readonly IDataFolder _folder;
    private readonly LiteDbFile _journalFile;
    private readonly LiteDbFile _decisionFile;
    private readonly ContentTable _contents;
    private readonly JournalTable _journal;
    private readonly RecordTable _records;
    private readonly SealTable _seals;
    private readonly DecisionTable _decisions;
    private readonly DecisionWriter _writer;

    private LiteDbPolicyStore(LiteDbOptions options, IDataFolder folder, TimeProvider time, LiteDbFile journalFile, LiteDbFile decisionFile)
    {
        _options = options;
        _folder = folder;
        _journalFile = journalFile;
        _decisionFile = decisionFile;
        _contents = new ContentTable(journalFile);
        _journal = new JournalTable(journalFile, _contents);
        _records = new RecordTable(journalFile, time);
        _seals = new SealTable(decisionFile);
        _decisions = new DecisionTable(decisionFile, _seals);
        _writer = new DecisionWriter(Gate, _decisions, options.DecisionQueueLength);
    }

    /// <summary>The gate; tests hold it to fill the queue.</summary>
    internal StoreGate Gate { get; } = new();

    /// <summary>Opens the store, making its folder and files when absent.</summary>
    /// <param name="options">Where, and how much may wait.</param>
    /// <param name="time">Says which records have expired.</param>
    /// <exception cref="StoreInUseException">Another process has the folder open.</exception>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public static LiteDbPolicyStore Open(LiteDbOptions options, TimeProvider time)
    {
        Validate(options);
        return Open(options, time, new DiskFolder(options.DataFolder));
    }

    /// <summary>Opens the store in a folder that a test may have fail; the store disposes of it.</summary>
    internal static LiteDbPolicyStore Open(LiteDbOptions options, TimeProvider time, IDataFolder folder)
    {
        LiteDbFile? journal = null;
        LiteDbFile? decisions = null;
        try
        {
            Validate(options);
            journal = LiteDbFile.Open(folder, "journal", JournalTable.Shape, ContentTable.Shape, RecordTable.Shape);
            decisions = LiteDbFile.Open(folder, "decisions", DecisionTable.Shape, SealTable.Shape);
            return new LiteDbPolicyStore(options, folder, time, journal, decisions);
        }
        catch
        {
            decisions?.Dispose();
            journal?.Dispose();
            folder.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<AppendResult> AppendAsync(StoreChange change, CancellationToken cancellationToken)
    {
        StoreChecks.Check(change);
        return await Gate.RunAsync(() => Append(change), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JournalEntry>> ReadJournalAsync(long afterSequence, int most, CancellationToken cancellationToken)
    {
        CheckRead(afterSequence, most);
        return await Gate.RunAsync(() => _journal.Read(afterSequence, most), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<JournalHead> ReadHeadAsync(CancellationToken cancellationToken) => Gate.RunAsync(_journal.Head, cancellationToken);

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>?> ReadContentAsync(string sha256, CancellationToken cancellationToken)
    {
        StoreChecks.CheckSha256(sha256, nameof(sha256));
        return await Gate.RunAsync(() => _contents.Find(sha256), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ListContentsAsync(string? afterSha256, int most, CancellationToken cancellationToken)
    {
        CheckRead(0, most);
        return await Gate.RunAsync(() => _contents.List(afterSha256 ?? string.Empty, most), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<StoredRecord?> FindRecordAsync(RecordKey key, CancellationToken cancellationToken)
    {
        StoreChecks.Check(key);
        return await Gate.RunAsync(() => _records.Find(key), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoredRecord>> ListRecordsAsync(
        string collection, string? afterId, int pageSize, CancellationToken cancellationToken)
    {
        StoreChecks.CheckCollection(collection);
        if (afterId is not null)
            StoreChecks.Check(new RecordKey(collection, afterId));
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pageSize, StoreLimits.MaxPageSize);
        return await Gate.RunAsync(() => _records.List(collection, afterId, pageSize), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<int> SweepRecordsAsync(CancellationToken cancellationToken) => Gate.RunAsync(Sweep, cancellationToken);

    /// <inheritdoc/>
    public async Task AppendDecisionsAsync(IReadOnlyList<DecisionRecord> records)
    {
        StoreChecks.Check(records);
        await _writer.AppendAsync(records);
    }

    /// <inheritdoc/>
    public async Task<DecisionRecord?> FindDecisionAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (!StoreChecks.IsDecisionId(id))
            return null;
        return await Gate.RunAsync(() => _decisions.Find(id), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DecisionRecord>> ListDecisionsAsync(
        DecisionFilter filter, DecisionCursor? after, int pageSize, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pageSize, _options.MaxPageSize);
        StoreChecks.Check(filter, after);
        return await Gate.RunAsync(() => _decisions.List(filter, after, pageSize), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> EraseDecisionsAsync(IReadOnlyList<string> ids, DateTimeOffset at, CancellationToken cancellationToken)
    {
        StoreChecks.CheckErasure(ids);
        var known = ids.Where(StoreChecks.IsDecisionId).ToList();
        return await Gate.RunAsync(() => _decisions.Erase(known, StoredTime.Cut(at)), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DateOnly>> ListSealMonthsAsync(CancellationToken cancellationToken) => Gate.RunAsync(_seals.Months, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DecisionSeal>> ReadSealsAsync(DateOnly month, long afterSequence, int most, CancellationToken cancellationToken)
    {
        StoreChecks.CheckMonth(month);
        CheckRead(afterSequence, most);
        return await Gate.RunAsync(() => _seals.Read(month, afterSequence, most), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SealedDecision>> ReadSealedAsync(DateOnly month, long sequence, CancellationToken cancellationToken)
    {
        StoreChecks.CheckMonth(month);
        return await Gate.RunAsync(() => _decisions.ReadSealed(month, sequence), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<StoreProbe> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Gate.RunAsync(Probe, cancellationToken);
            return new StoreProbe(true, null);
        }
        catch (StoreException e)
        {
            return new StoreProbe(false, e.Message);
        }
        catch (ObjectDisposedException)
        {
            return new StoreProbe(false, "the store is closed; the service is stopping");
        }
    }

    /// <summary>Writes what is waiting, then closes the files and lets go of the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.CompleteAsync();
        await Gate.CloseAsync(Close);
    }

    private static void Validate(LiteDbOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
    }

    private static void CheckRead(long afterSequence, int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterSequence);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, StoreLimits.MaxJournalRead);
    }

    private AppendResult Append(StoreChange change)
    {
        var conflict = _journal.FindConflict(change) ?? _records.FindConflict(change.Records);
        return conflict ?? new AppendResult.Appended(_journalFile.Write(() =>
        {
            _records.Put(change.Records);
            return _journal.Insert(change.Entries);
        }));
    }

    private int Sweep()
    {
        var expired = _records.Expired(StoreLimits.MaxSweep);
        return expired.Count == 0 ? 0 : _journalFile.Write(() => _records.Sweep(expired));
    }

    private long Probe()
    {
        _decisions.Probe();
        return _journal.Head().Sequence;
    }

    private void Close()
    {
        _decisionFile.Dispose();
        _journalFile.Dispose();
        _folder.Dispose();
    }
}

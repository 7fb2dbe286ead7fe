using System.ComponentModel.DataAnnotations;
using Npgsql;
using PolicyApi.Storage.Postgres.Blocks;
using PolicyApi.Storage.Postgres.Server;
using PolicyApi.Storage.Postgres.Work;
using PolicyApi.Storage.Work;

namespace PolicyApi.Storage.Postgres;

/// <summary>
/// The store for several machines: any number of replicas of the service on one PostgreSQL database. What it acknowledges is committed.
/// </summary>
public sealed class PostgresPolicyStore : IPolicyStore, IStoreChanges, IStoreInventory
{
    private readonly PostgresOptions _options;
    private readonly TimeProvider _time;
    private readonly Database _database;
    private readonly DecisionTable _decisions = new();
    private readonly GroupWriter<IReadOnlyList<StoredDecision>, bool> _writer;

    private PostgresPolicyStore(PostgresOptions options, TimeProvider time, Database database)
    {
        _options = options;
        _time = time;
        _database = database;
        _writer = new(
            "the decision log",
            new(options.DecisionQueueLength, options.QueueBytes),
            groups => database.RunAsync(c => _decisions.AppendAsync(c, groups), CancellationToken.None));
        Work = new PostgresWorkStore(database, _decisions);
    }

    /// <summary>Bulk work on the same database.</summary>
    public IWorkStore Work { get; }

    /// <inheritdoc/>
    /// <remarks>Never: a lost server may come back, and the process need not end for that.</remarks>
    public Task<string> Failure { get; } = new TaskCompletionSource<string>().Task;

    /// <inheritdoc/>
    public int WaitingAppends => _writer.Count;

    /// <inheritdoc/>
    public PendingAppends DecisionQueue => _writer.Queue;

    /// <inheritdoc/>
    /// <remarks>What the server reported; <see cref="ProbeAsync"/> finds out when it has space again.</remarks>
    public string? Shortage => _database.Room.Shortage?.Message;

    private DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>Connects, and updates the database's schema.</summary>
    /// <param name="options">How to connect to the database.</param>
    /// <param name="time">Determines which records have expired.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    /// <exception cref="StoreUnavailableException">The connection string cannot be read, or the database cannot be reached or refuses.</exception>
    /// <exception cref="StoreFailedException">The database's schema is not of this release, or the server may lose what it acknowledges.</exception>
    public static async Task<PostgresPolicyStore> OpenAsync(PostgresOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        var database = new Database(options);
        try
        {
            await database.RunAsync(PrepareAsync, cancellationToken);
            return new PostgresPolicyStore(options, time, database);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<AppendResult> AppendAsync(StoreChange change, CancellationToken cancellationToken)
    {
        StoreChecks.Check(change);
        var id = Guid.NewGuid();
        return await _database.RunAsync(c => ChangeTable.AppendAsync(c, id, change, Now), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JournalEntry>> ReadJournalAsync(long afterSequence, int most, CancellationToken cancellationToken)
    {
        StoreChecks.CheckRead(afterSequence, most);
        return await _database.RunAsync(c => JournalTable.ReadAsync(c, afterSequence, most), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DocumentEntry>> ReadDocumentEntriesAsync(long afterSequence, int most, CancellationToken cancellationToken)
    {
        StoreChecks.CheckRead(afterSequence, most);
        return await _database.RunAsync(c => JournalTable.ReadDocumentsAsync(c, afterSequence, most), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<JournalHead> ReadHeadAsync(CancellationToken cancellationToken) => _database.RunAsync(JournalTable.HeadAsync, cancellationToken);

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>?> ReadContentAsync(string sha256, CancellationToken cancellationToken)
    {
        StoreChecks.CheckSha256(sha256, nameof(sha256));
        return await _database.RunAsync(c => ContentTable.FindAsync(c, sha256), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ListContentsAsync(string? afterSha256, int most, CancellationToken cancellationToken)
    {
        StoreChecks.CheckRead(0, most);
        return await _database.RunAsync(c => ContentTable.ListAsync(c, afterSha256 ?? string.Empty, most), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<StoredRecord?> FindRecordAsync(RecordKey key, CancellationToken cancellationToken)
    {
        StoreChecks.Check(key);
        return await _database.RunAsync(c => RecordTable.FindAsync(c, key, Now), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoredRecord>> ListRecordsAsync(
        string collection, string? afterId, int pageSize, CancellationToken cancellationToken)
    {
        StoreChecks.CheckPage(collection, afterId, pageSize);
        return await _database.RunAsync(c => RecordTable.ListAsync(c, collection, afterId, pageSize, Now), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<int> SweepRecordsAsync(CancellationToken cancellationToken) => _database.RunAsync(
        async c =>
        {
            await ChangeTable.SweepAsync(c);
            return await RecordTable.SweepAsync(c, Now, StoreLimits.MaxSweep);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task AppendDecisionsAsync(IReadOnlyList<DecisionRecord> records)
    {
        StoreChecks.Check(records);
        return _writer.AppendAsync(StoredDecision.From(records), records.Count, StoredDecision.BodyBytes(records), CancellationToken.None);
    }

    /// <inheritdoc/>
    public async Task<DecisionRecord?> FindDecisionAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (!StoreChecks.IsDecisionId(id))
            return null;
        return await _database.RunAsync(c => DecisionTable.FindAsync(c, id), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DecisionRecord>> ListDecisionsAsync(
        DecisionFilter filter, DecisionCursor? after, int pageSize, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pageSize, _options.MaxPageSize);
        StoreChecks.Check(filter, after);
        return await _database.RunAsync(c => DecisionTable.ListAsync(c, filter, after, pageSize), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> EraseDecisionsAsync(IReadOnlyList<string> ids, DateTimeOffset at, CancellationToken cancellationToken)
    {
        StoreChecks.CheckErasure(ids);
        var known = ids.Where(StoreChecks.IsDecisionId).Distinct(StringComparer.Ordinal).ToList();
        if (known.Count == 0)
            return [];
        var erased = await _database.RunAsync(c => DecisionErasure.RunAsync(c, known, at), cancellationToken);
        return [.. known.Where(erased.Contains)];
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DateOnly>> ListSealMonthsAsync(CancellationToken cancellationToken) => _database.RunAsync(SealTable.MonthsAsync, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DecisionSeal>> ReadSealsAsync(DateOnly month, long afterSequence, int most, CancellationToken cancellationToken)
    {
        StoreChecks.CheckMonth(month);
        StoreChecks.CheckRead(afterSequence, most);
        return await _database.RunAsync(c => SealTable.ReadAsync(c, month, afterSequence, most), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<DecisionSeal?> ReadLastSealAsync(DateOnly month, CancellationToken cancellationToken)
    {
        StoreChecks.CheckMonth(month);
        return await _database.RunAsync(c => SealTable.LastAsync(c, month), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SealedDecision>> ReadSealedAsync(DateOnly month, long sequence, CancellationToken cancellationToken)
    {
        StoreChecks.CheckMonth(month);
        return await _database.RunAsync(c => DecisionTable.ReadSealedAsync(c, month, sequence), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<StoreProbe> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _database.TryAsync(JournalTable.HeadAsync, cancellationToken);
            if (_database.Room.Shortage is not null)
                await _database.TryAsync(_database.Room.LookAsync, cancellationToken);
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

    /// <inheritdoc/>
    public IAsyncEnumerable<JournalHead> WatchAsync(CancellationToken cancellationToken) => new JournalWatch(_database).WatchAsync(cancellationToken);

    /// <summary>Writes what is waiting, then closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.CompleteAsync();
        await _database.DisposeAsync();
    }

    private static async Task<int> PrepareAsync(NpgsqlConnection connection)
    {
        var durable = await connection.QueryAsync(r => r.GetString(0), "SHOW synchronous_commit");
        if (durable[0] is "off")
            throw new StoreFailedException(
                "the database has `synchronous_commit` off, so it may lose what it has acknowledged; set it to `on` for this database or user");
        return await Migrator.RunAsync(connection);
    }
}

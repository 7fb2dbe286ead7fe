using System.ComponentModel.DataAnnotations;
using PolicyApi.Storage.Files;
using PolicyApi.Storage.LiteDb.Files;
using PolicyApi.Storage.LiteDb.Work;
using PolicyApi.Storage.Work;

namespace PolicyApi.Storage.LiteDb;

/// <summary>
/// The embedded store: the journal, its contents and the records in one database, and the decisions of each month in a file of blocks with a database
/// as its index, all behind one gate. What it acknowledges is durable: written and synced.
/// </summary>
public sealed partial class LiteDbPolicyStore : IPolicyStore, IStoreBackup, IStoreInventory
{
    private readonly LiteDbOptions _options;
    private readonly IDataFolder _folder;
    private readonly JournalFile _journal;
    private readonly DecisionFiles _files;
    private readonly DecisionLog _decisions;
    private readonly DiskReserve _reserve;
    private readonly GroupWriter<StoreChange, AppendResult> _changeWriter;
    private readonly GroupWriter<IReadOnlyList<StoredDecision>, bool> _decisionWriter;
    private readonly LiteDbWorkStore _work;
    private readonly LiteDbBackup _backup;

    private LiteDbPolicyStore(LiteDbOptions options, IDataFolder folder, JournalFile journal, TimeProvider time)
    {
        _options = options;
        _folder = folder;
        _journal = journal;
        _reserve = new DiskReserve(folder, options.ReserveBytes);
        _files = new DecisionFiles(folder, options, _reserve);
        _decisions = new DecisionLog(_files);
        _changeWriter = new(
            "the journal", new(options.JournalQueueLength, options.QueueBytes), changes => Gate.RunAsync(() => _journal.Append(changes), CancellationToken.None));
        _decisionWriter = new(
            "the decision log", new(options.DecisionQueueLength, options.QueueBytes), groups => Gate.RunAsync(() => AppendWithinReserve(groups), CancellationToken.None))
        {
            Afterwards = () => Gate.RunAsync(MakeRoom, CancellationToken.None),
        };
        _work = new LiteDbWorkStore(folder, options.CheckpointBytes, _reserve, this, time);
        _backup = new LiteDbBackup(Gate, journal, _files, _work, time);
        Failure = Task.WhenAny(Gate.Failure, _work.Failure).Unwrap();
    }

    /// <inheritdoc/>
    public Task<string> Failure { get; }

    /// <inheritdoc/>
    public string? Shortage => _reserve.Shortage()?.Message;

    /// <summary>Bulk work in the same folder.</summary>
    public IWorkStore Work => _work;

    /// <inheritdoc/>
    public int WaitingAppends => _changeWriter.Count + _decisionWriter.Count;

    /// <inheritdoc/>
    public PendingAppends DecisionQueue => _decisionWriter.Queue;

    /// <summary>The gate; tests block it to fill the queues.</summary>
    internal StoreGate Gate { get; } = new(typeof(LiteDbPolicyStore));

    /// <summary>Opens the store, and creates its folder and files if absent.</summary>
    /// <param name="options">The folder, and the limits of the queues.</param>
    /// <param name="time">Determines which records have expired.</param>
    /// <exception cref="StoreInUseException">Another process has the folder open.</exception>
    /// <exception cref="StoreFailedException">The files cannot be read or written.</exception>
    /// <exception cref="StoreFormatException">Another build wrote them, in another format.</exception>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public static LiteDbPolicyStore Open(LiteDbOptions options, TimeProvider time)
    {
        Validate(options);
        return Open(options, time, new DiskFolder(options.DataFolder));
    }

    /// <summary>Opens the store in a folder that a test can make fail; the store disposes of it.</summary>
    internal static LiteDbPolicyStore Open(LiteDbOptions options, TimeProvider time, IDataFolder folder)
    {
        try
        {
            Validate(options);
            return new LiteDbPolicyStore(options, folder, JournalFile.Open(folder, options.CheckpointBytes, time), time);
        }
        catch (Exception e) when (StoreGate.IsOfFiles(e))
        {
            folder.Dispose();
            throw new StoreFailedException(
                FullDisk.IsMetBy(e)
                    ? $"the store cannot be opened: its disk is full; make room, and start the service again ({e.Message})"
                    : $"the store cannot be opened; check the disk and its free space, or restore a backup ({e.Message})",
                e);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<StoreProbe> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Gate.RunAsync(Probe, cancellationToken);
            await _work.ProbeAsync(cancellationToken);
            return Shortage is { } shortage ? new StoreProbe(false, shortage) : new StoreProbe(true, null);
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
    public Task<StoreBackup> BackupAsync(string folder, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return _backup.RunAsync(folder, cancellationToken);
    }

    /// <summary>Writes what is waiting, then closes the files and releases the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await _work.CloseAsync();
        await Task.WhenAll(_changeWriter.CompleteAsync(), _decisionWriter.CompleteAsync());
        await Gate.CloseAsync(Close);
    }

    private static void Validate(LiteDbOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
    }

    private bool MakeRoom()
    {
        if (!_reserve.WasShort)
            _decisions.MakeRoom();
        return true;
    }

    private long Probe()
    {
        _decisions.Probe();
        return _journal.Journal.Head().Sequence;
    }

    private void Close(bool hasFailed)
    {
        // What is durable is in the logs, and the next opening applies them: a full disk is no problem here.
        if (hasFailed || _reserve.IsSpent)
        {
            foreach (var file in _files.Open)
                file.Abandon();
            _journal.File.Abandon();
        }
        else
        {
            _files.Close();
            _journal.File.Settle();
            _journal.File.Dispose();
        }

        _folder.Dispose();
    }
}

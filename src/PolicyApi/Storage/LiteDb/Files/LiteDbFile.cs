using System.Diagnostics.CodeAnalysis;
using LiteDB;
using LiteDB.Engine;

namespace PolicyApi.Storage.LiteDb.Files;

/// <summary>
/// One database file with its log. A transaction is durable when its last page in the log is; the data file is updated when the log
/// has grown. Use only inside the <see cref="StoreGate"/>.
/// </summary>
internal sealed class LiteDbFile : IHoldable, IDisposable
{
    private readonly IDataFolder _folder;
    private readonly LogStream _log;
    private readonly DataStream _data;
    private readonly long _checkpointBytes;
    private readonly LiteEngine _engine;
    private readonly LiteDatabase _database;
    private int _holders;
    private long _checkpoints;

    private LiteDbFile(IDataFolder folder, LogStream log, DataStream data, long checkpointBytes)
    {
        _folder = folder;
        _log = log;
        _data = data;
        _checkpointBytes = checkpointBytes;
        // Ordinal keys: under any other collation two ids that differ only by case are equal.
        _engine = new LiteEngine(new EngineSettings { DataStream = data, LogStream = log, Collation = Collation.Binary });
        _database = new LiteDatabase(_engine, new BsonMapper(), disposeOnClose: true);
    }

    /// <summary>Opens or creates the file and applies the log that a killed process left, if the disk has room for that.</summary>
    /// <param name="folder">The folder that contains it.</param>
    /// <param name="name">Its name without an extension.</param>
    /// <param name="checkpointBytes">The size at which its log is applied to the data file.</param>
    /// <param name="shapes">Its collections, if the file is created.</param>
    /// <exception cref="StoreFormatException">Another build wrote it in another format.</exception>
    public static LiteDbFile Open(IDataFolder folder, string name, long checkpointBytes, params IReadOnlyList<CollectionShape> shapes)
    {
        Make(folder, name + ".db", shapes);
        var log = new LogStream(folder.Open(LogName(name)));
        DataStream? data = null;
        try
        {
            data = new DataStream(folder.Open(name + ".db"), log);
            var file = new LiteDbFile(folder, log, data, checkpointBytes);
            file.CheckFormat(name);
            file.Settle();
            return file;
        }
        catch
        {
            data?.Dispose();
            log.Dispose();
            throw;
        }
    }

    /// <summary>The name of a file's log: LiteDB's own, so that its tools find it.</summary>
    public static string LogName(string name) => name + "-log.db";

    /// <summary>A collection that was created with the file.</summary>
    public ILiteCollection<BsonDocument> Collection(string name) => _database.GetCollection(name);

    /// <summary>Runs work, which must change something, as one transaction that is durable when this returns; an exception rolls it back.</summary>
    /// <exception cref="IOException">It could not be made durable, or it is unknown whether it is.</exception>
    public T Write<T>(Func<T> work) => WriteIfChanged(() => (work(), true));

    /// <summary>Runs work that returns whether it has changed something.</summary>
    public T WriteIfChanged<T>(Func<(T Result, bool IsChanged)> work)
    {
        var commits = _log.Commits;
        var (result, isChanged) = Commit(work);
        if (!isChanged)
            return result;
        // LiteDB returns before its bytes are written.
        _log.WaitForCommit(commits);
        if (_log.Length > _checkpointBytes && _holders == 0)
            Settle();
        return result;
    }

    /// <summary>Applies the log to the data file and empties it.</summary>
    /// <exception cref="StoreFullException">There may be too little space. Nothing was done: what is durable is in the log.</exception>
    public void Checkpoint()
    {
        DemandRoom();
        EmptyLog();
    }

    /// <summary>Applies the log if there is room. If not, the log stays and grows: everything in it is durable and can be read.</summary>
    public void Settle()
    {
        if (HasRoom)
            EmptyLog();
    }

    /// <summary>Checks whether the disk has room for applying the log.</summary>
    /// <exception cref="StoreFullException">There may be too little space.</exception>
    public void DemandRoom()
    {
        if (!HasRoom)
            throw new StoreFullException("the disk of the store has too little room to bring a log into its file");
    }

    /// <summary>Applies the log and holds the data file: transactions continue in the log.</summary>
    /// <returns>The value to pass to <see cref="Release"/>.</returns>
    public long Hold()
    {
        Checkpoint();
        _holders++;
        return _checkpoints;
    }

    /// <inheritdoc/>
    public bool Release(long held)
    {
        _holders--;
        return _checkpoints == held;
    }

    /// <inheritdoc/>
    public long DataLength => _data.Length;

    /// <inheritdoc/>
    public int ReadData(long position, Span<byte> into) => _data.ReadFile(position, into);

    /// <summary>Abandons the file after a failure: the engine's state is unknown, so it must not touch the file again, not even when it is collected.</summary>
    [SuppressMessage("Usage", "CA1816", Justification = "it is the engine's finalizer, not ours, that would write")]
    public void Abandon()
    {
        GC.SuppressFinalize(_engine);
        GC.SuppressFinalize(_database);
        _data.Dispose();
        _log.Dispose();
    }

    public void Dispose()
    {
        _database.Dispose();
        _data.Dispose();
        _log.Dispose();
    }

    // A failed write ends the store. The data file grows by at most the content of the log.
    private bool HasRoom => _folder.FreeBytes is not { } free || free >= _log.Length;

    private void CheckFormat(string name)
    {
        if (_database.UserVersion is var format && format == NewDatabase.Format)
            return;
        _database.Dispose();
        throw new StoreFormatException(
            $"`{name}.db` has the format {format}, and this build reads {NewDatabase.Format}; start with a new data folder, or run the build that wrote this one");
    }

    private static void Make(IDataFolder folder, string name, IReadOnlyList<CollectionShape> shapes)
    {
        if (folder.Names().Contains(name, StringComparer.Ordinal))
            return;
        var unfinished = name + ".new";
        folder.Delete(unfinished);
        using (var file = folder.Open(unfinished))
        {
            file.Write(0, NewDatabase.Bytes(shapes));
            file.Sync();
        }

        folder.Rename(unfinished, name);
    }

    private (T Result, bool IsChanged) Commit<T>(Func<(T Result, bool IsChanged)> work)
    {
        if (!_database.BeginTrans())
            throw new InvalidOperationException("a transaction is already open on this thread");
        (T Result, bool IsChanged) done;
        try
        {
            done = work();
        }
        catch
        {
            Undo();
            throw;
        }

        if (!done.IsChanged)
            _database.Rollback();
        else if (!_database.Commit())
            throw new IOException("the storage engine did not commit a transaction");
        return done;
    }

    private void Undo()
    {
        _database.Rollback();
        // LiteDB frees pages in a transaction of its own, which must not be mistaken for our next one.
        EmptyLog();
    }

    private void EmptyLog()
    {
        _checkpoints++;
        _database.Checkpoint();
    }
}

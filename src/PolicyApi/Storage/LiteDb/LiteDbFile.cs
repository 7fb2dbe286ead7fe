using LiteDB;
using LiteDB.Engine;
using PolicyApi.Storage.LiteDb.Files;

namespace PolicyApi.Storage.LiteDb;

/// <summary>
/// One database file with its log. A transaction is durable when its last page in the log is; the data file follows when the log
/// has grown. To be used inside the <see cref="StoreGate"/> only.
/// </summary>
internal sealed class LiteDbFile : IDisposable
{
    // Checkpointing costs the same for each page of the log, whenever it happens; this bounds the time to open after a crash,
    // and the memory that LiteDB keeps pages of the log in.
    private const long MostLogBytes = 32 * 1024 * 1024;

    private readonly LogStream _log;
    private readonly DataStream _data;
    private readonly LiteDatabase _database;

    private LiteDbFile(LogStream log, DataStream data)
    {
        _log = log;
        _data = data;
        // Ordinal keys: under any other collation two ids that differ by case are one.
        var settings = new EngineSettings { DataStream = data, LogStream = log, Collation = Collation.Binary };
        _database = new LiteDatabase(new LiteEngine(settings), new BsonMapper(), disposeOnClose: true);
    }

    /// <summary>Opens or makes the file and brings a log that a killed process left behind into it.</summary>
    /// <param name="folder">Where it lies.</param>
    /// <param name="name">Its name without an ending.</param>
    /// <param name="shapes">Its collections, for a file that is made.</param>
    public static LiteDbFile Open(IDataFolder folder, string name, params IReadOnlyList<CollectionShape> shapes)
    {
        Make(folder, name + ".db", shapes);
        var log = new LogStream(folder.Open(LogName(name)));
        DataStream? data = null;
        try
        {
            data = new DataStream(folder.Open(name + ".db"), log);
            var file = new LiteDbFile(log, data);
            file._database.Checkpoint();
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

    /// <summary>A collection that the file was made with.</summary>
    public ILiteCollection<BsonDocument> Collection(string name) => _database.GetCollection(name);

    /// <summary>Runs work, which must change something, as one transaction that is durable when this returns; an exception undoes all of it.</summary>
    /// <exception cref="IOException">It could not be made durable, or whether it is is not known.</exception>
    public T Write<T>(Func<T> work)
    {
        var commits = _log.Commits;
        var result = Commit(work);
        // LiteDB returns before its bytes are written.
        _log.WaitForCommit(commits);
        if (_log.Length > MostLogBytes)
            Checkpoint();
        return result;
    }

    /// <summary>Brings the log into the data file and empties it.</summary>
    public void Checkpoint() => _database.Checkpoint();

    public void Dispose()
    {
        _database.Dispose();
        _data.Dispose();
        _log.Dispose();
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

    private T Commit<T>(Func<T> work)
    {
        if (!_database.BeginTrans())
            throw new InvalidOperationException("a transaction is already open on this thread");
        T result;
        try
        {
            result = work();
        }
        catch
        {
            Undo();
            throw;
        }

        if (!_database.Commit())
            throw new IOException("the storage engine did not commit a transaction");
        return result;
    }

    private void Undo()
    {
        _database.Rollback();
        // Pages that are free again are a transaction of LiteDB's own, which must not pass for the next one of ours.
        _database.Checkpoint();
    }
}

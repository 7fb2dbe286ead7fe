using LiteDB;
using LiteDB.Engine;

namespace PolicyApi.Storage.LiteDb;

/// <summary>One database file. To be used inside the <see cref="StoreGate"/> only.</summary>
internal sealed class LiteDbFile : IDisposable
{
    private readonly LiteDatabase _database;

    private LiteDbFile(LiteDatabase database) => _database = database;

    /// <summary>Opens or makes the file and brings a log that a killed process left behind into it.</summary>
    public static LiteDbFile Open(string path)
    {
        // Ordinal keys: under any other collation two ids that differ by case are one.
        var settings = new EngineSettings { Filename = path, Collation = Collation.Binary };
        var database = new LiteDatabase(new LiteEngine(settings), new BsonMapper(), disposeOnClose: true);
        database.Checkpoint();
        return new LiteDbFile(database);
    }

    /// <summary>A collection, made when absent: reading one while another thread makes it closes the engine.</summary>
    public ILiteCollection<BsonDocument> Collection(string name, params ReadOnlySpan<(string Field, bool Unique)> indexes)
    {
        var collection = _database.GetCollection(name);
        if (!_database.CollectionExists(name))
        {
            // Besides an index of our own, an insert is LiteDB's only way to make a collection.
            collection.Insert(new BsonDocument { ["_id"] = string.Empty });
            collection.Delete(string.Empty);
        }

        foreach (var (field, unique) in indexes)
            collection.EnsureIndex(field, unique);
        return collection;
    }

    /// <summary>Runs work as one transaction that is in the data file when this returns; an exception undoes all of it.</summary>
    public T Write<T>(Func<T> work)
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
            _database.Rollback();
            throw;
        }

        if (!_database.Commit())
            throw new IOException("the storage engine did not commit a transaction");
        // A commit returns before its bytes are on disk; a checkpoint waits for them and syncs the data file.
        _database.Checkpoint();
        return result;
    }

    public void Dispose() => _database.Dispose();
}

using LiteDB;
using LiteDB.Engine;

namespace PolicyApi.Storage.LiteDb.Files;

/// <summary>
/// Creates an empty database in memory, with all its collections: a file appears under its name only when it is complete, and reading
/// a collection while another thread creates it would close the engine.
/// </summary>
internal static class NewDatabase
{
    /// <summary>The purpose stored in a file. It is raised with every change after which older files cannot be read.</summary>
    public const int Format = 2;

    public static byte[] Bytes(IReadOnlyList<CollectionShape> shapes)
    {
        var file = new MemoryStream();
        var settings = new EngineSettings { DataStream = file, LogStream = new MemoryStream(), Collation = Collation.Binary };
        using (var database = new LiteDatabase(new LiteEngine(settings), new BsonMapper(), disposeOnClose: true))
        {
            // The store decides when to checkpoint; LiteDB must not start one by itself, nor when it closes after a failure.
            database.CheckpointSize = 0;
            database.UserVersion = Format;
            foreach (var shape in shapes)
                Make(database, shape);
            database.Checkpoint();
        }

        return file.ToArray();
    }

    private static void Make(LiteDatabase database, CollectionShape shape)
    {
        var collection = database.GetCollection(shape.Name);
        // Apart from creating an index, an insert is LiteDB's only way to create a collection.
        collection.Insert(new BsonDocument { ["_id"] = string.Empty });
        collection.Delete(string.Empty);
        foreach (var (field, unique) in shape.Indexes)
            collection.EnsureIndex(field, unique);
    }
}

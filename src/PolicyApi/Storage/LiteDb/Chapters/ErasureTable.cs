using LiteDB;
using PolicyApi.Storage.LiteDb.Blocks;
using PolicyApi.Storage.LiteDb.Files;

namespace PolicyApi.Storage.LiteDb.Chapters;

/// <summary>
/// Erasures that are being written over the blocks. They are noted before and deleted afterwards, so that an erasure interrupted by a crash is
/// completed when the month is opened again. Use only inside the <see cref="StoreGate"/>.
/// </summary>
internal sealed class ErasureTable(LiteDbFile file)
{
    public const string Name = "erasures";

    public static readonly CollectionShape Shape = new(Name);

    private readonly ILiteCollection<BsonDocument> _rows = file.Collection(Name);

    /// <summary>The noted erasures.</summary>
    public IReadOnlyList<Erasure> Read() => _rows.FindAll().ToList().ConvertAll(r =>
        new Erasure(new BlockPlace(r["_id"].AsInt64, r["body"].AsInt64), r["slot"].AsBinary, r["length"].AsInt32));

    /// <summary>Notes erasures; call inside a transaction.</summary>
    public void Add(IEnumerable<Erasure> erasures) => _rows.Insert(erasures.Select(e => new BsonDocument
    {
        ["_id"] = e.Place.Slot,
        ["body"] = e.Place.Body,
        ["slot"] = e.Slot,
        ["length"] = e.BodyLength,
    }));

    /// <summary>Deletes all notes; call inside a transaction.</summary>
    public int Clear() => _rows.DeleteAll();
}

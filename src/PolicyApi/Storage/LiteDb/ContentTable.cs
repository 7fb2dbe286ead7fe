using LiteDB;
using PolicyApi.Storage.LiteDb.Files;

namespace PolicyApi.Storage.LiteDb;

/// <summary>Contents by their hash. Use only inside the <see cref="StoreGate"/>.</summary>
internal sealed class ContentTable(LiteDbFile file)
{
    public const string Name = "contents";
    public const string Bytes = "bytes";

    public static readonly CollectionShape Shape = new(Name);

    private readonly ILiteCollection<BsonDocument> _rows = file.Collection(Name);

    public ReadOnlyMemory<byte>? Find(string sha256)
    {
        var row = _rows.FindById(sha256);
        if (row is null)
            return null;
        var bytes = row[Bytes];
        if (!bytes.IsBinary || !string.Equals(StoreChecks.Sha256(bytes.AsBinary), sha256, StringComparison.Ordinal))
            throw new StoreCorruptException($"the content `{sha256}` is not what was stored under that hash; restore it from a backup");
        return bytes.AsBinary;
    }

    public IReadOnlyList<string> List(string after, int most) =>
        _rows.Query().Where(Query.GT("_id", after)).OrderBy("_id").Limit(most).ToList().ConvertAll(r => r["_id"].AsString);

    public bool Has(string sha256) => _rows.Exists(Query.EQ("_id", sha256));

    public void Put(string sha256, ReadOnlyMemory<byte>? content)
    {
        if (Find(sha256) is not null)
            return;
        if (content is not { } bytes)
            throw new ArgumentException($"the content `{sha256}` is not in the store; give its bytes with the entry", nameof(content));
        _rows.Insert(new BsonDocument { ["_id"] = sha256, [Bytes] = bytes.ToArray() });
    }
}

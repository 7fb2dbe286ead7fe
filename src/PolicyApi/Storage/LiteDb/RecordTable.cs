using LiteDB;
using PolicyApi.Storage.LiteDb.Files;

namespace PolicyApi.Storage.LiteDb;

/// <summary>Records by collection and id. Use only inside the <see cref="StoreGate"/>.</summary>
internal sealed class RecordTable(LiteDbFile file, TimeProvider time)
{
    public const string Name = "records";

    public static readonly CollectionShape Shape = new(Name, (RecordRow.Expires, false));

    private readonly ILiteCollection<BsonDocument> _rows = file.Collection(Name);

    private DateTimeOffset Now => time.GetUtcNow();

    public AppendResult.RecordConflict? FindConflict(IReadOnlyList<RecordWrite> writes)
    {
        foreach (var write in writes)
        {
            var actual = Find(write.Key)?.Version ?? 0;
            if (actual != write.ExpectedVersion)
                return new AppendResult.RecordConflict(write.Key, write.ExpectedVersion, actual);
        }

        return null;
    }

    /// <summary>Writes records whose versions match; call inside a transaction.</summary>
    public void Put(IReadOnlyList<RecordWrite> writes)
    {
        foreach (var write in writes)
        {
            if (write.Bytes is null)
                _rows.Delete(write.Key.ToString());
            else
                // This may also replace a record that has expired but is not swept yet.
                _rows.Upsert(RecordRow.Of(write));
        }
    }

    public StoredRecord? Find(RecordKey key)
    {
        var row = _rows.FindById(key.ToString());
        if (row is null)
            return null;
        var record = RecordRow.Read(row);
        return record.Key == key
            ? Live(record, Now) ? record : null
            : throw new StoreCorruptException($"the store answered with the record `{record.Key}` when asked for `{key}`");
    }

    public IReadOnlyList<StoredRecord> List(string collection, string? afterId, int pageSize)
    {
        var now = Now;
        var found = new List<StoredRecord>();
        var lower = $"{collection}/{afterId}";
        while (true)
        {
            var page = Page(collection, lower, pageSize);
            found.AddRange(page.Where(r => Live(r, now)).Take(pageSize - found.Count));
            if (found.Count == pageSize || page.Count < pageSize)
                return found;
            lower = page[^1].Key.ToString();
        }
    }

    /// <summary>Removes expired records, up to a maximum number; call inside a transaction.</summary>
    public int Sweep(IReadOnlyList<string> keys) => keys.Count(k => _rows.Delete(k));

    public IReadOnlyList<string> Expired(int most) =>
        [.. _rows.Query().Where(Query.LTE(RecordRow.Expires, Now.ToUnixTimeMilliseconds())).Limit(most).ToList().Select(r => r["_id"].AsString)];

    private List<StoredRecord> Page(string collection, string lower, int pageSize)
    {
        // '0' is the character after '/'. Between includes both ends, and the lower one is the record after which the page starts.
        var rows = _rows.Query().Where(Query.Between("_id", lower, collection + "0")).OrderBy("_id").Limit(pageSize + 1).ToList();
        return [.. rows.Where(r => !string.Equals(r["_id"].AsString, lower, StringComparison.Ordinal)).Take(pageSize).Select(RecordRow.Read)];
    }

    private static bool Live(StoredRecord record, DateTimeOffset now) => !(record.ExpiresAt <= now);
}

using LiteDB;
using PolicyApi.Storage.LiteDb.Files;

namespace PolicyApi.Storage.LiteDb.Inspection;

/// <summary>Checks that every index of a collection finds every document, in the order of its keys, each under its own key.</summary>
internal static class IndexInspection
{
    public static void Run(LiteDbFile file, CollectionShape shape, List<string> problems)
    {
        var rows = file.Collection(shape.Name);
        var count = Rows.ById(rows, []).LongCount();
        foreach (var (field, _) in shape.Indexes)
        {
            var entries = 0L;
            var last = BsonValue.MinValue;
            foreach (var (row, key) in rows.Query().OrderBy(field).ToEnumerable().Zip(Rows.Keys(rows, field)))
            {
                entries++;
                if (row[field] != key)
                    problems.Add($"the index `{field}` of `{shape.Name}` leads from {key} to `{row["_id"]}`, which has another");
                if (last.CompareTo(key, Collation.Binary) > 0)
                    problems.Add($"the index `{field}` of `{shape.Name}` is out of order at `{row["_id"]}`");
                last = key;
            }

            if (entries != count)
                problems.Add($"the index `{field}` of `{shape.Name}` leads to {entries} of {count} documents");
        }
    }
}

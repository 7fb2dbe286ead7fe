using LiteDB;

namespace PolicyApi.Storage.LiteDb.Inspection;

/// <summary>Every index of a collection leads to every document, in the order of its keys.</summary>
internal static class IndexInspection
{
    public static void Run(LiteDbFile file, CollectionShape shape, List<string> problems)
    {
        var rows = file.Collection(shape.Name);
        var count = Rows.ById(rows).LongCount();
        foreach (var (field, _) in shape.Indexes)
        {
            var entries = 0L;
            var last = BsonValue.MinValue;
            foreach (var row in rows.Query().OrderBy(field).ToEnumerable())
            {
                entries++;
                if (last.CompareTo(row[field], Collation.Binary) > 0)
                    problems.Add($"the index `{field}` of `{shape.Name}` is out of order at `{row["_id"]}`");
                last = row[field];
            }

            if (entries != count)
                problems.Add($"the index `{field}` of `{shape.Name}` leads to {entries} of {count} documents");
        }
    }
}

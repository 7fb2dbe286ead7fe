using System.Text.Json;
using LiteDB;

namespace PolicyApi.Storage.LiteDb.Inspection;

/// <summary>Iterates over collections.</summary>
internal static class Rows
{
    private const int AtOnce = 200;

    /// <summary>
    /// All documents by their ids, in batches, so that a large collection needs no more memory than a small one. The ids come from the index,
    /// and each document is looked up by its id as a request would: if the index leads to a document with another id, that is noted and the document is
    /// skipped.
    /// </summary>
    public static IEnumerable<BsonDocument> ById(ILiteCollection<BsonDocument> collection, List<string> problems)
    {
        BsonValue last = BsonValue.MinValue;
        while (true)
        {
            var ids = Keys(collection.Query().Where(Query.GT("_id", last)).OrderBy("_id").Select("$._id").Limit(AtOnce).ToList());
            foreach (var id in ids)
            {
                if (collection.FindById(id) is { } row && row["_id"] == id)
                    yield return row;
                else
                    problems.Add($"the index `_id` of `{collection.Name}` leads from {id} to another document; restore a backup");
            }

            if (ids.Count < AtOnce)
                yield break;
            last = ids[^1];
        }
    }

    /// <summary>The keys of an index, in order, without the documents.</summary>
    public static IEnumerable<BsonValue> Keys(ILiteCollection<BsonDocument> collection, string field) =>
        collection.Query().OrderBy(field).Select($"$.{field}").ToEnumerable().Select(k => k.Values.Single());

    private static List<BsonValue> Keys(List<BsonDocument> found) => found.ConvertAll(k => k.Values.Single());

    /// <summary>Checks one row and notes its problems.</summary>
    public static T? Look<T>(Func<T?> look, string place, List<string> problems)
        where T : class
    {
        try
        {
            return look();
        }
        catch (StoreCorruptException e)
        {
            problems.Add(e.Message);
        }
        catch (Exception e) when (IsOfContent(e))
        {
            problems.Add($"{place} cannot be read: {e.Message}");
        }

        return null;
    }

    /// <summary>Whether an exception means that data is malformed.</summary>
    public static bool IsOfContent(Exception e) =>
        e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or InvalidCastException or ArgumentException or IndexOutOfRangeException or NullReferenceException;
}

using System.Text.Json;
using LiteDB;

namespace PolicyApi.Storage.LiteDb.Inspection;

/// <summary>Walks collections.</summary>
internal static class Rows
{
    private const int AtOnce = 200;

    /// <summary>
    /// All documents by their ids, some at a time, so that a large collection needs no more memory than a small one. The ids are the index's own,
    /// and each document is looked up by its id as a request would: one that the index leads to from another's id is noted and left out.
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

    /// <summary>The keys of an index, in its order, without the documents.</summary>
    public static IEnumerable<BsonValue> Keys(ILiteCollection<BsonDocument> collection, string field) =>
        collection.Query().OrderBy(field).Select($"$.{field}").ToEnumerable().Select(k => k.Values.Single());

    private static List<BsonValue> Keys(List<BsonDocument> found) => found.ConvertAll(k => k.Values.Single());

    /// <summary>Runs a look at one row; what is wrong with it is noted.</summary>
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

    /// <summary>Whether an exception says that something is not of the form it ought to have.</summary>
    public static bool IsOfContent(Exception e) =>
        e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or InvalidCastException or ArgumentException or IndexOutOfRangeException or NullReferenceException;
}
